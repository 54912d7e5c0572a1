"""The seed's report by Jinja2: JSON Lines in, JSON Lines out, exact decimals. Run by benches/peers/jinja2.sh.

With --render only the template is timed: all lines are read and turned into what it needs beforehand.
"""

import csv
import json
import pathlib
import sys
import time
from decimal import ROUND_HALF_UP, Decimal

from jinja2 import Environment, FileSystemLoader

HERE = pathlib.Path(__file__).parent
FUNCTIONAL = HERE.parent.parent / "data/reference/classification/functional.csv"
ZERO = Decimal(0)


def printed(value, places):
    """Rounded half away from zero, more places where it would print as 0, zeros at the end dropped."""
    rounded = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    while rounded == 0 and value != 0 and places < 6:
        places += 1
        rounded = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    text = format(rounded, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


class Pair(tuple):
    """This year's figure and the one it is compared with."""

    @property
    def same(self):
        return self[0] == self[1]


def number(value):
    return None if value is None else Decimal(value)


def figure(value):
    """A bare amount or an object of an amount and more, as an object with the keys of the template."""
    value = value if isinstance(value, dict) else {"决算数": value}
    return {
        "this": number(value.get("决算数")) or ZERO,
        "given": value.get("决算数") is not None,
        "last": number(value.get("上年决算数")),
        "budget": number(value.get("预算数", value.get("年初预算数"))),
        "reason": value.get("原因") or value.get("较上年原因"),
        "budget_reason": value.get("较预算原因"),
        "note": value.get("说明"),
    }


def parts(*named):
    return [(name, number_of["this"]) for name, number_of in named if number_of["given"]]


def record(line, names):
    """What the template needs, from one line."""
    totals, fiscal = line["收入支出决算总表"], line["财政拨款收入支出决算总表"]
    revenue, spending = line["收入决算表"], line["支出决算表"]
    gpb, basic = line["一般公共预算财政拨款支出决算表"], line["一般公共预算财政拨款基本支出决算表"]
    sangong, agency = line["财政拨款“三公”经费支出决算表"], line["机构运行信息表"]
    performance = line["预算绩效"]

    def pair(value):
        value = figure(value)
        return Pair((value["this"], value["last"]))

    def item(row):
        code = row["科目编码"]
        return {
            "class": "一般公共服务" if code[:3] == "201" else names[code[:3]],
            "section": names[code[:5]],
            "item": names[code],
            "budget": number(row.get("年初预算数")) or ZERO,
            "spent": number(row["决算数"]) or ZERO,
            "reason": row.get("原因"),
        }

    classes = {}
    for row in gpb["明细"]:
        code = row["科目编码"][:3]
        classes[code] = classes.get(code, ZERO) + (number(row["决算数"]) or ZERO)
    basic_spending = spending["基本支出"]
    vehicle, procurement = sangong["公务用车购置及运行费"], figure(agency["政府采购支出总额"])
    purchases = agency["政府采购支出总额"] if isinstance(agency["政府采购支出总额"], dict) else {}
    total = figure(gpb["本年支出合计"])
    return {
        "department": line["部门"],
        "year": line["年度"],
        "last_year": str(int(line["年度"]) - 1),
        "revenue": pair(totals["收入总计"]),
        "expenditure": pair(totals["支出总计"]),
        "totals_reason": totals.get("原因"),
        "revenue_total": figure(revenue.get("本年收入合计"))["this"],
        "sources": parts(("财政拨款收入", figure(revenue["财政拨款收入"]))),
        "expenditure_total": figure(spending.get("本年支出合计"))["this"],
        "kinds": parts(("基本支出", figure(basic_spending)), ("项目支出", figure(spending["项目支出"]))),
        "basic": figure(basic_spending)["this"],
        "basic_parts": [(key, figure(basic_spending.get(key))["this"]) for key in ("人员经费", "公用经费")],
        "fiscal_revenue": pair(fiscal["财政拨款收入"]),
        "fiscal_expenditure": pair(fiscal["财政拨款支出"]),
        "fiscal_reason": fiscal.get("原因"),
        "gpb": {**total, "budget": total["budget"] or ZERO},
        "classes": [(names[code], value) for code, value in classes.items()],
        "items": [item(row) for row in gpb["明细"]],
        "gpb_basic": figure(basic.get("基本支出合计"))["this"],
        "gpb_parts": [(key, figure(basic[key])["this"], basic[key]["明细"]) for key in ("人员经费", "公用经费")],
        "sangong": figure(sangong["合计"]),
        "sangong_parts": parts(
            ("公务用车购置及运行费", figure(vehicle)), ("公务接待费", figure(sangong["公务接待费"]))
        ),
        "vehicle": figure(vehicle),
        "purchase": figure(vehicle["公务用车购置费"]),
        "operation": figure(vehicle["公务用车运行费"]),
        "held": number(vehicle["公务用车保有量"]) or ZERO,
        "reception": figure(sangong["公务接待费"]),
        "evaluations": [
            {
                "name": row["项目名称"],
                "level": row.get("项目级次") or "项目",
                "projects": number(row["项目数"]) or ZERO,
                "funds": number(row["资金"]) or ZERO,
                "rate": number(row["自评率"]) or ZERO,
            }
            for row in performance["绩效自评"]
        ],
        "keys": [(row["项目名称"], row["评价结果"]) for row in performance["重点评价"]],
        "used": performance["结果应用"],
        "operating": figure(agency["机关运行经费"]),
        "procurement": procurement["this"],
        "procurement_kinds": [
            (key, number(purchases.get(key)) or ZERO)
            for key in ("政府采购货物支出", "政府采购工程支出", "政府采购服务支出")
        ],
        "vehicles": number(agency["车辆"]) or ZERO,
        "special": number(agency["单位价值100万元以上专用设备"]) or ZERO,
    }


def main():
    environment = Environment(loader=FileSystemLoader(HERE), keep_trailing_newline=True, auto_reload=False)
    environment.filters["amount"] = lambda value: printed(value, 2) + "万元"
    environment.filters["count"] = lambda value: printed(value, 0)
    environment.filters["percent"] = lambda part, whole: printed(part / whole * 100, 1) + "%"
    template = environment.get_template("report.jinja")
    with open(FUNCTIONAL, encoding="utf-8") as file:
        names = {row["code"]: row["name"] for row in csv.DictReader(file)}
    if sys.argv[1:] == ["--render"]:
        records = [record(json.loads(text), names) for text in sys.stdin]
        start = time.process_time()
        for each in records:
            template.render(each)
        print((time.process_time() - start) / len(records))
        return
    for text in sys.stdin:
        line = json.loads(text)
        answer = {
            "schema": 1,
            "department": line["部门"],
            "year": line["年度"],
            "status": "clean",
            "text": template.render(record(line, names)),
        }
        sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")


main()
