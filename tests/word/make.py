"""Write the Word files that tests read (tests/cli/files/*.docx): python-docx writes one, LibreOffice saves it anew.

Run in the repository: python3 tests/word/make.py. Needs python-docx, LibreOffice and a built juesuan.
"""
import random
import subprocess
import tempfile
from pathlib import Path

import docx

FILES = Path("tests/cli/files")
FIGURES = "data/departments/example-library/2023.yaml"


def runs(paragraph, text):
    while text:
        length = random.randint(2, 9)
        paragraph.add_run(text[:length])
        text = text[length:]


def main():
    random.seed(1)
    draft = subprocess.run(["target/debug/juesuan", "draft", FIGURES], capture_output=True, text=True, check=False)
    document = docx.Document()
    for index, line in enumerate(draft.stdout.splitlines()):
        if not line:
            continue
        section = line[0] in "一二三四五六七八九十" and "、" in line[:4]
        style = "Title" if index == 0 else "Heading 1" if section else "Heading 2" if line[0] == "（" else None
        paragraph = document.add_paragraph(style=style)
        runs(paragraph, line)
        if index == 3:
            document.add_comment(paragraph.runs[:2], text="请财务科再核对一遍", author="王主任")
    table = document.add_table(2, 2)
    for cell, text in zip([c for row in table.rows for c in row.cells], ["项目", "决算数", "收入总计", "100.00"]):
        cell.text = text
    first = FILES / "python-docx.docx"
    document.save(first)
    with tempfile.TemporaryDirectory() as folder:
        profile = f"-env:UserInstallation=file://{folder}/profile"
        kind = "docx:MS Word 2007 XML"
        command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", folder, first]
        subprocess.run(command, check=True)
        (FILES / "libreoffice.docx").write_bytes((Path(folder) / first.name).read_bytes())


main()
