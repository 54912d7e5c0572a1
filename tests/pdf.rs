//! PDF files: their text is read as the draft that they were made of.

use std::process::{Command, Output};

fn juesuan(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_juesuan")).args(arguments).output().unwrap()
}

/// `library-2022.pdf` was made by LibreOffice from the Word draft of `data/departments/example-library/2022.yaml`.
#[test]
fn a_pdf_reads_into_the_figures_of_its_draft() {
    if Command::new("pdftotext").arg("-v").output().is_err() {
        eprintln!("SKIPPED: pdftotext (poppler-utils) is not installed, no PDF was read");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let text = folder.path().join("说明.txt");
    let text = text.to_str().unwrap();
    assert!(juesuan(&["draft", "data/departments/example-library/2022.yaml", "-o", text]).status.success());
    let (pdf, drafted) = (juesuan(&["read", "tests/pdf/library-2022.pdf"]), juesuan(&["read", text]));
    // The figures stand below the head, which names the file.
    let figures = |output: &Output| {
        let yaml = String::from_utf8_lossy(&output.stdout).into_owned();
        yaml[yaml.find("部门:").unwrap()..].to_owned()
    };
    assert_eq!(figures(&pdf), figures(&drafted));
    let told = String::from_utf8_lossy(&pdf.stderr).into_owned();
    assert!(told.contains("读懂 100%"), "{told}");
}

#[test]
fn what_is_no_pdf_inside_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("坏的.pdf");
    for rest in ["", "\nxref\n0 1\n", &"stream ".repeat(10_000)] {
        std::fs::write(&path, format!("%PDF-1.4{rest}")).unwrap();
        let output = juesuan(&["check", path.to_str().unwrap()]);
        assert_eq!(output.status.code(), Some(2));
        assert!(String::from_utf8_lossy(&output.stderr).contains("O005"));
    }
}
