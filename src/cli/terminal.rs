//! The two streams of the process (终端): reports go to stdout, everything about them to stderr.

use std::{
    io::{self, ErrorKind, IsTerminal, Read, Write},
    path::Path,
};

use anstream::{AutoStream, ColorChoice};

use super::Outcome;
use crate::{
    diagnostic::{Diagnostic, render},
    source::{self, MAX_BYTES, Source, why},
};

/// Columns where there is no terminal to ask (默认宽度), the same on every machine.
pub const WIDTH: usize = 100;

/// What standard input is called.
const STDIN: &str = "标准输入";

/// Where this process reads and writes (终端).
pub struct Terminal {
    color: bool,
    width: usize,
}

impl Terminal {
    /// The process's own streams; colour only on a terminal that wants it.
    pub fn of_process() -> Terminal {
        let stderr = io::stderr();
        let size = if stderr.is_terminal() { terminal_size::terminal_size_of(&stderr) } else { None };
        Terminal {
            color: AutoStream::choice(&stderr) != ColorChoice::Never,
            width: size.map_or(WIDTH, |(width, _)| width.0.into()),
        }
    }

    /// Is a result on stdout shown in colour, and how wide?
    pub fn of_result(&self) -> (bool, usize) {
        let stdout = io::stdout();
        let size = if stdout.is_terminal() { terminal_size::terminal_size_of(&stdout) } else { None };
        (AutoStream::choice(&stdout) != ColorChoice::Never, size.map_or(WIDTH, |(width, _)| width.0.into()))
    }

    /// Would a result on stdout be looked at by a person?
    pub fn shows_results(&self) -> bool {
        io::stdout().is_terminal()
    }

    /// Write a result to stdout (输出).
    pub fn say(&self, bytes: impl AsRef<[u8]>) -> Outcome {
        let mut stdout = io::stdout().lock();
        match stdout.write_all(bytes.as_ref()).and_then(|()| stdout.flush()) {
            Ok(()) => Outcome::Clean,
            // Whoever reads has seen enough (`| head`): no fault of ours and none of theirs.
            Err(error) if error.kind() == ErrorKind::BrokenPipe => Outcome::Clean,
            Err(error) => {
                self.tell(&[Diagnostic::error("C012", format!("写不到标准输出：{}", why(&error)))
                    .help("检查磁盘空间和输出去向，或用 -o 写到文件")]);
                Outcome::Failed
            }
        }
    }

    /// Write a note to stderr (附注).
    pub fn whisper(&self, text: &str) {
        // Nobody can be told that stderr is gone.
        let _ = io::stderr().lock().write_all(text.as_bytes());
    }

    /// Write diagnostics to stderr (诊断).
    pub fn tell(&self, diagnostics: &[Diagnostic]) {
        if !diagnostics.is_empty() {
            self.whisper(&render(diagnostics, self.color, self.width));
        }
    }

    /// Read a file, or stdin for `-` (读入); why there is no text stands in the notes.
    pub fn read(&self, path: &Path, notes: &mut Vec<Diagnostic>) -> Option<Source> {
        let (name, bytes) = self.bytes(path, MAX_BYTES, notes)?;
        Source::decode(name, &bytes, notes)
    }

    /// The same as bytes, with the name that messages use; at most `limit` of them (读入内容).
    pub fn bytes(&self, path: &Path, limit: usize, notes: &mut Vec<Diagnostic>) -> Option<(String, Vec<u8>)> {
        if path != Path::new("-") {
            return Some((path.display().to_string(), source::load(path, limit, notes)?));
        }
        let mut bytes = Vec::new();
        match io::stdin().lock().take(limit as u64 + 1).read_to_end(&mut bytes) {
            Ok(_) => Some((STDIN.to_owned(), bytes)),
            Err(error) => {
                let fault = Diagnostic::error("C003", format!("读不出标准输入：{}", why(&error)));
                notes.push(fault.help("检查管道前面的命令，或直接写文件名"));
                None
            }
        }
    }
}
