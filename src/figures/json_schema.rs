//! The JSON Schema of figures files (数据文件格式), for editors that complete and check keys while one types.

use serde_json::{Map, Value, json};

use super::concepts::{AccountKind, Catalogue, Concept, ConceptIx, Group, Kind, Period, REASON_KEYS, TextKind};

/// The schema, draft 2020-12, made from the list of concepts. Official keys are offered; accepted other spellings are
/// let pass without being offered.
pub fn json_schema(catalogue: &Catalogue) -> Value {
    let mut defs = Map::new();
    let mut keys = Keys::default();
    keys.add("部门", json!({ "type": "string", "description": "部门全称" }));
    keys.add("年度", json!({ "type": "integer", "minimum": 1990, "maximum": 2099, "description": "决算年度，四位数" }));
    keys.add("金额单位", json!({ "enum": ["万元", "元", "人民币万元", "人民币元"], "description": "照决算表右上角" }));
    keys.add("话术", text("行文习惯（juesuan phrasebook list 可查）"));
    keys.add("公开日期", text("公开的日期，如 2024-10-09"));
    keys.add("已核对", verified());
    let cells = json!({ "type": "object", "additionalProperties": { "type": "string" } });
    keys.add("来源", cells);
    for table in &catalogue.tables {
        let mut fields = Keys::default();
        for &field in &table.fields {
            fields.field(catalogue, &mut defs, field);
        }
        let mut schema = fields.object(&table.key, &table.about);
        schema["type"] = json!(["object", "null"]);
        defs.insert(table.id.clone(), schema);
        keys.add_with(&table.key, &table.also, json!({ "$ref": format!("#/$defs/{}", table.id) }));
    }
    let mut schema = keys.object("部门决算数据", "一个部门一个年度的决算数据；填法见 docs/figures-format.zh-CN.md");
    schema["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    schema["required"] = json!(["部门", "年度", "金额单位"]);
    for (name, definition) in [
        ("金额", number(false)),
        ("可为负的金额", number(true)),
        ("个数", count()),
        ("文字", text("")),
        ("文段", lines("一段，或以“- ”开头的几段")),
        ("名称清单", lines("以“- ”开头，一行一个；或用顿号隔开写在一行")),
        ("原因", text("只写原因本身；可写 同收支总体")),
    ] {
        defs.insert(name.to_owned(), definition);
    }
    schema["$defs"] = Value::Object(defs);
    schema
}

/// Keys of one mapping: those offered, and those let pass.
#[derive(Default)]
struct Keys {
    offered: Map<String, Value>,
    let_pass: Map<String, Value>,
}

impl Keys {
    fn add(&mut self, key: &str, schema: Value) {
        self.offered.insert(key.to_owned(), schema);
    }

    fn add_with<S: AsRef<str>>(&mut self, key: &str, also: &[S], schema: Value) {
        let others: Vec<String> = also.iter().map(|other| literal(other.as_ref())).collect();
        if !others.is_empty() {
            self.let_pass.insert(format!("^(?:{})$", others.join("|")), schema.clone());
        }
        self.add(key, schema);
    }

    fn object(self, title: &str, description: &str) -> Value {
        let mut schema = json!({ "type": "object", "properties": self.offered, "additionalProperties": false });
        for (name, words) in [("title", title), ("description", description)] {
            if !words.is_empty() {
                schema[name] = json!(words);
            }
        }
        if !self.let_pass.is_empty() {
            schema["patternProperties"] = Value::Object(self.let_pass);
        }
        schema
    }

    fn field(&mut self, catalogue: &Catalogue, defs: &mut Map<String, Value>, index: ConceptIx) {
        let concept = &catalogue.concepts[index];
        let schema = match concept.kind {
            Kind::Amount | Kind::Count | Kind::Percent | Kind::Number => figure(catalogue, defs, concept),
            Kind::Rows => match concept.group {
                Some(group) => rows(catalogue, defs, &catalogue.groups[group], &concept.key),
                None => return,
            },
            Kind::Text => named(concept, "文字"),
            Kind::Reason => named(concept, "原因"),
            Kind::Prose => named(concept, "文段"),
            Kind::Names => named(concept, "名称清单"),
            Kind::Choice => {
                let mut words: Vec<Value> = concept.choices.iter().map(|word| json!(word)).collect();
                words.push(Value::Null);
                json!({ "enum": words, "title": concept.key, "description": concept.about })
            }
        };
        // Each is written once, so that other spellings cost a line.
        defs.insert(concept.id.clone(), schema);
        self.add_with(&concept.key, &concept.also, json!({ "$ref": format!("#/$defs/{}", concept.id) }));
    }

    /// What may stand below a figure: periods, texts, further figures.
    fn below(&mut self, catalogue: &Catalogue, defs: &mut Map<String, Value>, concept: &Concept) {
        for period in Period::ALL.into_iter().filter(|period| concept.periods.contains(period)) {
            let reference = json!({ "$ref": format!("#/$defs/{}", number_of(concept, period)) });
            self.add_with(period.key(), period.also(), reference);
        }
        for &kind in &concept.texts {
            let name = if kind.is_reason() { "原因" } else { "文字" };
            let about = match kind {
                TextKind::ReasonLast => "较上年增减的原因，只写原因本身",
                TextKind::ReasonBudget => "决算数与预算数不等的原因，只写原因本身",
                TextKind::Purpose => "这笔钱用在哪里",
                _ => "句子之外要说明的话",
            };
            let schema = json!({ "$ref": format!("#/$defs/{name}"), "description": about });
            if concept.reason == Some(kind) {
                let about = json!({ "$ref": "#/$defs/原因", "description": format!("即 {}", kind.key()) });
                self.add_with("原因", &REASON_KEYS[1..], about);
            }
            self.add(kind.key(), schema);
        }
        for &child in &concept.children {
            self.field(catalogue, defs, child);
        }
    }
}

/// A figure: a bare number, or a mapping.
fn figure(catalogue: &Catalogue, defs: &mut Map<String, Value>, concept: &Concept) -> Value {
    let mut keys = Keys::default();
    keys.below(catalogue, defs, concept);
    let bare = json!({ "$ref": format!("#/$defs/{}", number_of(concept, Period::Final)) });
    let about = if concept.about.is_empty() { &concept.cell } else { &concept.about };
    let mut description = about.clone();
    if !concept.unit.is_empty() {
        description.push_str(&format!("（{}）", concept.unit));
    }
    json!({ "title": concept.key, "description": description, "anyOf": [bare, keys.object("", "")] })
}

fn number_of(concept: &Concept, period: Period) -> &'static str {
    match concept.kind {
        Kind::Count => "个数",
        _ if concept.may_be_negative(period) => "可为负的金额",
        _ => "金额",
    }
}

/// A list of rows, or (with accounts) a mapping from account to figure.
fn rows(catalogue: &Catalogue, defs: &mut Map<String, Value>, group: &Group, title: &str) -> Value {
    let concept = &catalogue.concepts[group.concept];
    let mut keys = Keys::default();
    let code = |digits: &str| json!({ "anyOf": [{ "type": "integer" }, { "type": "string", "pattern": digits }] });
    match (group.account, &group.name) {
        (Some(kind), _) => {
            let digits = match kind {
                AccountKind::Functional => "^[0-9]{7}$",
                AccountKind::Class => "^[0-9]{3}$",
                AccountKind::Economic => "^[0-9]{3,5}$",
            };
            keys.add_with("科目编码", &["编码"], code(digits));
            keys.add("科目名称", text("与编码一致；写了编码可以不写"));
            keys.add(
                "科目",
                json!({ "type": ["string", "integer"], "description": "编码和名称，如 2010301 行政运行" }),
            );
            for part in ["类", "款", "项"] {
                keys.add(part, text("科目名称；写了编码、分类表里又有的可以不写"));
            }
        }
        (None, Some(name)) => keys.add(name, json!({ "type": "string" })),
        (None, None) => {}
    }
    if !concept.key.is_empty() {
        keys.add_with(&concept.key, &concept.also, figure(catalogue, defs, concept));
    }
    keys.below(catalogue, defs, concept);
    let mut entries = vec![keys.object("", &concept.cell)];
    if group.unpriced && group.account.is_some() {
        entries.push(json!({ "type": "string", "description": "只知有发生额、不知金额的，只写名称" }));
    }
    let mut shapes = vec![json!({ "type": "array", "items": { "anyOf": entries } }), json!({ "type": "null" })];
    if group.account.is_some() {
        shapes.push(json!({ "type": "object", "additionalProperties": figure(catalogue, defs, concept) }));
    }
    json!({ "title": title, "anyOf": shapes })
}

fn named(concept: &Concept, definition: &str) -> Value {
    json!({ "$ref": format!("#/$defs/{definition}"), "title": concept.key, "description": concept.about })
}

fn number(negative: bool) -> Value {
    let sign = if negative { "-?" } else { "" };
    let mut plain = json!({ "type": "number" });
    if !negative {
        plain["minimum"] = json!(0);
    }
    let quoted =
        json!({ "type": "string", "pattern": format!("^{sign}(?:0|[1-9][0-9]{{0,14}})(?:\\.[0-9]{{1,6}})?$") });
    json!({ "anyOf": [plain, quoted, { "type": "null" }], "description": "按金额单位，只用半角数字；空着 = 待补充" })
}

fn count() -> Value {
    let quoted = json!({ "type": "string", "pattern": "^(?:0|[1-9][0-9]{0,14})$" });
    json!({ "anyOf": [{ "type": "integer", "minimum": 0 }, quoted, { "type": "null" }], "description": "整数；空着 = 待补充" })
}

fn text(description: &str) -> Value {
    let mut schema = json!({ "type": ["string", "null"] });
    if !description.is_empty() {
        schema["description"] = json!(description);
    }
    schema
}

fn lines(description: &str) -> Value {
    json!({ "anyOf": [{ "type": ["string", "null"] }, { "type": "array", "items": { "type": "string" } }], "description": description })
}

fn verified() -> Value {
    let entry = json!({
        "type": "object",
        "properties": {
            "代码": { "type": "string", "pattern": "^[A-Z][0-9]{3}$", "description": "draft 提示里的代码，如 A106" },
            "科目": { "type": ["string", "integer"], "description": "只对这个科目（编码或名称）" },
            "原因": { "type": "string", "description": "为什么不是错误" },
        },
        "required": ["代码", "原因"],
        "additionalProperties": false,
    });
    let about = "查明不是错误的勾稽关系，以后不再提示";
    json!({ "description": about, "anyOf": [{ "type": "array", "items": entry }, { "type": "null" }] })
}

/// A key as a pattern that matches only itself.
fn literal(key: &str) -> String {
    key.chars().flat_map(|c| c.is_ascii_punctuation().then_some('\\').into_iter().chain([c])).collect()
}
