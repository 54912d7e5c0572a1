//! This program's own comments: what an update overtakes goes, what a person has answered stays (未处理的批注).

use std::{fs, path::Path, process::Command};

use juesuan::{formats::word::WordFile, revise::update::Replacement};

use crate::{
    paper::{SPACE, docx, edited},
    view,
};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn run(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_juesuan"));
    let done = command.args(arguments).current_dir(folder).output().unwrap();
    (done.status.code().unwrap(), String::from_utf8(done.stderr).unwrap())
}

/// What the comments of a file say, each of which is called once where it has a range.
fn remarks(path: &Path) -> Vec<String> {
    let bytes = fs::read(path).unwrap();
    let text = view::part(&bytes, "word/comments.xml").unwrap();
    let said: Vec<String> = text
        .split("<w:t ")
        .skip(1)
        .map(|rest| rest[rest.find('>').unwrap() + 1..].split('<').next().unwrap().to_owned())
        .collect();
    let document = view::part(&bytes, "word/document.xml").unwrap();
    for tag in ["<w:commentRangeStart ", "<w:commentRangeEnd ", "<w:commentReference "] {
        assert_eq!(document.matches(tag).count(), said.len(), "{tag}");
    }
    said
}

/// A draft in which a person has made 97 of 96.06, with corrections of that figure to follow.
struct Desk(tempfile::TempDir);

impl Desk {
    fn new() -> Desk {
        let desk = Desk(tempfile::tempdir().unwrap());
        let figures = format!("{ROOT}/data/departments/jingyu-zhengwu/2023.yaml");
        run(desk.0.path(), &["draft", &figures, "-o", "0.docx"]);
        fs::copy(figures, desk.0.path().join("数据.yaml")).unwrap();
        desk.edit("0.docx", |part, text| match part {
            "word/document.xml" => text.replacen("96.06万元", "97万元", 1),
            _ => text,
        });
        desk
    }

    fn edit(&self, name: &str, edit: impl Fn(&str, String) -> String) {
        let path = self.0.path().join(name);
        fs::write(&path, edited(&fs::read(&path).unwrap(), edit)).unwrap();
    }

    /// Correct the figure in one file into the next: the exit code, and the comments.
    fn correct(&self, number: usize, figure: &str) -> (i32, Vec<String>) {
        let text = fs::read_to_string(self.0.path().join("数据.yaml")).unwrap();
        let text = text.replace("决算数: 96.06", &format!("决算数: {figure}"));
        fs::write(self.0.path().join("更正.yaml"), text).unwrap();
        let [old, new] = [number - 1, number].map(|number| format!("{number}.docx"));
        let (code, _) = run(self.0.path(), &["update", &old, "--to", "更正.yaml", "-o", &new]);
        (code, remarks(&self.0.path().join(new)))
    }
}

fn conflict(own: &str, figure: &str) -> String {
    format!("冲突：手改为“{own}”；更正后为“{figure}万元”")
}

#[test]
fn a_conflict_is_renewed_listed_and_settled() {
    let desk = Desk::new();
    assert_eq!(desk.correct(1, "95.06"), (1, vec![conflict("97万元", "95.06")]));
    assert_eq!(desk.correct(2, "99.06"), (1, vec![conflict("97万元", "99.06")]));
    // The same once more: open still, and the file is as it was.
    assert_eq!(desk.correct(3, "99.06"), (1, vec![conflict("97万元", "99.06")]));
    let part = |name: &str, part: &str| view::part(&fs::read(desk.0.path().join(name)).unwrap(), part);
    for name in ["word/document.xml", "word/comments.xml"] {
        assert_eq!(part("2.docx", name), part("3.docx", name));
    }
    // Another figure of the person's, and another correction: one conflict, with both.
    desk.edit("3.docx", |_, text| text.replace(">97万元<", ">97.5万元<"));
    assert_eq!(desk.correct(4, "98.06"), (1, vec![conflict("97.5万元", "98.06")]));
    assert_eq!(desk.correct(5, "97.5"), (0, vec![]));
}

#[test]
fn what_a_person_said_to_a_comment_stays() {
    let desk = Desk::new();
    desk.correct(1, "95.06");
    fs::copy(desk.0.path().join("1.docx"), desk.0.path().join("5.docx")).unwrap();
    // A reply stands on the same words.
    desk.edit("1.docx", |part, text| match part {
        "word/comments.xml" => text.replace(
            "</w:comments>",
            "<w:comment w:id=\"900\" w:author=\"甲\"><w:p><w:r><w:t xml:space=\"preserve\">照手改的</w:t></w:r></w:p></w:comment></w:comments>",
        ),
        "word/document.xml" => {
            let text = text.replace("<w:commentRangeStart", "<w:commentRangeStart w:id=\"900\"/><w:commentRangeStart");
            let text = text.replace("<w:commentRangeEnd", "<w:commentRangeEnd w:id=\"900\"/><w:commentRangeEnd");
            text.replace("<w:commentReference", "<w:commentReference w:id=\"900\"/><w:commentReference")
        }
        _ => text,
    });
    let said = [conflict("97万元", "95.06"), "照手改的".to_owned(), conflict("97万元", "99.06")];
    assert_eq!(desk.correct(2, "99.06"), (1, said.to_vec()));
    // Or they wrote into it.
    desk.edit("5.docx", |part, text| match part {
        "word/comments.xml" => text.replace("”</w:t>", "”，照手改的</w:t>"),
        _ => text,
    });
    assert_eq!(desk.correct(6, "99.06"), (1, vec![format!("{}，照手改的", conflict("97万元", "95.06"))]));
}

/// The text with open comments shown, of a file with one comment on 97万元; further words belong to its parts.
fn shown(author: &str, remark: &str, extended: &str) -> (WordFile, String) {
    let comments = format!(
        "<w:comments xmlns:w=\"{SPACE}\" xmlns:w14=\"urn:14\"><w:comment w:id=\"3\" w:author=\"{author}\"><w:p w14:paraId=\"A1\"><w:r><w:t>{remark}</w:t></w:r></w:p></w:comment></w:comments>"
    );
    let extended = format!("<w15:commentsEx xmlns:w15=\"urn:15\">{extended}</w15:commentsEx>");
    let body = "<w:p><w:r><w:t>支出</w:t></w:r><w:commentRangeStart w:id=\"3\"/><w:r><w:t>97万元</w:t></w:r><w:commentRangeEnd w:id=\"3\"/><w:r><w:commentReference w:id=\"3\"/></w:r><w:r><w:t>。</w:t></w:r></w:p>";
    let bytes = docx(body, &[("comments", &comments), ("commentsExtended", &extended)]);
    let mut file = WordFile::open("报告.docx", bytes).unwrap();
    file.show_remarks().unwrap();
    let text = file.source().text().to_owned();
    (file, text)
}

#[test]
fn open_comments_are_marks_in_the_text() {
    let ours = conflict("97万元", "98");
    let text = |author: &str, remark: &str, extended: &str| shown(author, remark, extended).1;
    assert_eq!(text("决算", &ours, ""), format!("支出【{ours}】。\n"));
    assert_eq!(text("决算", "应删去，因有手改而保留，请核", ""), "支出97万元【应删去，因有手改而保留，请核】。\n");
    let plain = "支出97万元。\n";
    assert_eq!(text("甲", &ours, ""), plain);
    assert_eq!(text("决算", "错误[A101]: 对不上", ""), plain);
    assert_eq!(text("决算", &conflict("96万元", "98"), ""), plain, "settled but for the comment");
    assert_eq!(text("决算", &ours, "<w15:commentEx w15:paraId=\"A1\" w15:done=\"1\"/>"), plain);
    let reply =
        "<w15:commentEx w15:paraId=\"A1\" w15:done=\"0\"/><w15:commentEx w15:paraId=\"B2\" w15:paraIdParent=\"A1\"/>";
    assert_eq!(text("决算", &ours, reply), plain);
}

#[test]
fn a_mark_that_goes_takes_its_comment_along() {
    let (file, text) = shown("决算", &conflict("97万元", "98"), "");
    let at = text.find('【').unwrap()..text.find('。').unwrap();
    let bytes = file.revise(&[Replacement { at, words: "97万元".to_owned() }], &[]).unwrap();
    assert_eq!(view::text(&bytes, true), "支出97万元。\n");
    let document = view::part(&bytes, "word/document.xml").unwrap();
    assert!(
        !document.contains("comment") && !document.contains("决算") && !document.contains("<w:r></w:r>"),
        "{document}"
    );
    assert!(!view::part(&bytes, "word/comments.xml").unwrap().contains("冲突"));
}

#[test]
fn comments_at_placeholders_tell_the_figures_of_now_and_go_with_the_place() {
    let desk = Desk(tempfile::tempdir().unwrap());
    let figures = format!("{ROOT}/data/departments/example-library/2023.yaml");
    run(desk.0.path(), &["draft", &figures, "-o", "0.docx"]);
    let text = fs::read_to_string(&figures).unwrap();
    assert_eq!(text.matches("决算数: 16.90").count(), 1);
    fs::write(desk.0.path().join("更正.yaml"), text.replace("决算数: 16.90", "决算数: 27.10")).unwrap();
    let update = |old: &str, new: &str| {
        let (_, told) = run(desk.0.path(), &["update", old, "--to", "更正.yaml", "-o", new]);
        let bytes = fs::read(desk.0.path().join(new)).unwrap();
        let [document, comments] =
            ["word/document.xml", "word/comments.xml"].map(|part| view::part(&bytes, part).unwrap());
        (told, document.matches("<w:commentReference ").count(), comments)
    };
    let (told, count, comments) = update("0.docx", "1.docx");
    assert!(told.contains("待补充的批注 1 处：数跟着更正改"), "{told}");
    assert_eq!((count, comments.matches("<w:comment ").count()), (1, 1));
    assert!(comments.contains("群众文化（决算数） 27.1万元") && comments.contains("= 123.2%"), "{comments}");
    assert!(!comments.contains("16.9") && !comments.contains("76.8"), "{comments}");
    // Once more it is as it was; what a person wrote into it stays.
    assert_eq!(update("1.docx", "2.docx").2, comments);
    fs::copy(desk.0.path().join("0.docx"), desk.0.path().join("3.docx")).unwrap();
    desk.edit("3.docx", |part, text| match part {
        "word/comments.xml" => text.replace("群众文化（决算数） 16.9万元", "请文化科写"),
        _ => text,
    });
    assert!(update("3.docx", "4.docx").2.contains("请文化科写"));
    // Filled in, it goes.
    desk.edit("1.docx", |part, text| match part {
        "word/document.xml" => text.replace("【待补充：主要原因】", "增加了下乡演出"),
        _ => text,
    });
    let (_, count, comments) = update("1.docx", "5.docx");
    assert_eq!((count, comments.matches("<w:comment ").count()), (0, 0), "{comments}");
}
