//! The text of a PDF (PDF 文件), taken out by poppler's `pdftotext`.
//!
//! An external program, because no library reads what Chinese office programs put into PDF files: fonts in GBK codes
//! without a way back to Unicode. Its layout mode keeps lines and columns as a reader sees them; page numbers, repeated
//! headings and broken lines are the segmenter's work, as with text copied out of a viewer.

use std::{
    io::{ErrorKind, Read, Write},
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use crate::{
    diagnostic::Diagnostic,
    source::{MAX_BYTES, Source},
};

/// The program (程序), found on the path.
const PROGRAM: &str = "pdftotext";

/// Nothing that an office publishes takes longer.
const PATIENCE: Duration = Duration::from_secs(60);

/// Is this a PDF file?
pub fn is_pdf(bytes: &[u8]) -> bool {
    // Some programs put a few bytes before the mark.
    bytes[..bytes.len().min(1024)].windows(5).any(|window| window == b"%PDF-")
}

/// Its text as a source, whose lines are those of the pages.
pub fn read(name: &str, bytes: Vec<u8>) -> Result<Source, Box<Diagnostic>> {
    let text = run(name, bytes)?;
    if text.chars().all(|c| c.is_whitespace() || c.is_control()) {
        let help = "扫描件要先做文字识别；最好向编制人要原来的 Word 文件";
        return Err(fault(format!("“{name}”里没有文字，多半是扫描件"), help));
    }
    Ok(Source::new(name, text))
}

fn run(name: &str, bytes: Vec<u8>) -> Result<String, Box<Diagnostic>> {
    let broken = |why: &str| fault(format!("“{name}”读不出文字：{why}"), "用阅读器打开看看；能打开的，另存一份再试");
    let child = Command::new(PROGRAM)
        .args(["-q", "-layout", "-enc", "UTF-8", "-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    let mut child = child.map_err(|error| match error.kind() {
        ErrorKind::NotFound => fault(
            format!("读 PDF 要用 {PROGRAM}，这台机器上没有"),
            "安装 poppler（Debian、Ubuntu：apt install poppler-utils poppler-data），或者在阅读器里全选、复制，存成 .txt",
        ),
        _ => broken(&error.to_string()),
    })?;
    let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
    // Whoever refuses a file reads no more of it: that is seen by its answer.
    let writer = thread::spawn(move || stdin.map(|mut stdin| stdin.write_all(&bytes)));
    let reader = thread::spawn(move || {
        let mut text = Vec::new();
        stdout.map(|stdout| stdout.take(MAX_BYTES as u64 + 1).read_to_end(&mut text)).transpose().map(|_| text)
    });
    let start = Instant::now();
    let status = loop {
        match child.try_wait() {
            Ok(Some(status)) => break status,
            // More text than is read stops its writer, too.
            Ok(None) if start.elapsed() < PATIENCE && !(reader.is_finished() && writer.is_finished()) => {
                thread::sleep(Duration::from_millis(5));
            }
            _ => {
                let _ = child.kill();
                match child.wait() {
                    Ok(status) if start.elapsed() < PATIENCE => break status,
                    _ => return Err(broken("时间太长")),
                }
            }
        }
    };
    let text = reader.join().ok().and_then(Result::ok).unwrap_or_default();
    if text.len() > MAX_BYTES {
        return Err(broken("文字太多"));
    }
    if !status.success() && text.is_empty() {
        return Err(broken("文件坏了，或者设有打开密码"));
    }
    Ok(String::from_utf8_lossy(&text).into_owned())
}

fn fault(message: String, help: &str) -> Box<Diagnostic> {
    Box::new(Diagnostic::error("O005", message).help(help))
}
