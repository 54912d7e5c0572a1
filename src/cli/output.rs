//! Writing files (写出文件): whole or not at all, and never over somebody else's work.
//!
//! A file may be written over only if its bytes are still those that were written, as [`super::made`] knows it.

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

use serde::Serialize;
use tempfile::Builder;

use super::{
    Outcome,
    made::{Sidecar, Standing, fingerprint, is_sidecar, sidecar, standing},
    terminal::Terminal,
};
use crate::{diagnostic::Diagnostic, source::why};

/// Where a result goes (去向).
pub struct Output<'a> {
    /// The file.
    pub path: &'a Path,
    /// Write over whatever is there.
    pub force: bool,
    /// Files that were read for it and must survive.
    pub inputs: &'a [&'a Path],
    /// It is made out of a text that a person edited: others must not write over it.
    pub revised: bool,
}

impl Output<'_> {
    /// Write `bytes`, and beside them `base`, what a later update starts from; none for what carries its own (写出).
    pub fn write(&self, bytes: &[u8], base: Option<impl Serialize>) -> Result<(), Box<Diagnostic>> {
        // A link is followed, so that what it points to is replaced and not the link.
        let path = fs::canonicalize(self.path).unwrap_or_else(|_| self.path.to_owned());
        match fs::metadata(&path) {
            Ok(meta) if meta.is_dir() => {
                let message = format!("“{}”是文件夹，写不成文件", self.path.display());
                return Err(refusal(message, "写出文件名，如 -o 情况说明.md"));
            }
            // A device or a pipe takes bytes and keeps none: nothing to protect, nothing to put beside it.
            Ok(meta) if !meta.is_file() => {
                return fs::write(&path, bytes).map_err(|error| unwritable(self.path, &error));
            }
            Ok(_) => self.may_replace(&path, bytes)?,
            Err(_) => {}
        }
        let beside = sidecar(&path);
        let Some(base) = base else {
            replace(&path, bytes).map_err(|error| unwritable(self.path, &error))?;
            // The base of what stood there before is not this one's.
            let stale = is_sidecar(&beside);
            return if stale { fs::remove_file(&beside).map_err(|error| unwritable(&beside, &error)) } else { Ok(()) };
        };
        self.may_replace_sidecar(&beside)?;
        let base = Sidecar { written: fingerprint(bytes), revised: self.revised, base };
        let mut base = serde_json::to_string_pretty(&base)
            .map_err(|error| refusal(format!("底稿写不成：{error}"), "这是程序的错，请告知开发者"))?;
        base.push('\n');
        replace(&path, bytes).map_err(|error| unwritable(self.path, &error))?;
        replace(&beside, base.as_bytes()).map_err(|error| unwritable(&beside, &error))
    }

    fn may_replace(&self, path: &Path, by: &[u8]) -> Result<(), Box<Diagnostic>> {
        let shown = self.path.display();
        if self.inputs.iter().any(|input| same_file(input, path)) {
            return Err(refusal(format!("“{shown}”是读入的文件，不能写在它上面"), "-o 换一个文件名"));
        }
        if self.force {
            return Ok(());
        }
        let bytes = fs::read(path).map_err(|error| unwritable(self.path, &error))?;
        // Broken off between a file and its base, or done by hand: nothing of it is lost.
        if bytes == by {
            return Ok(());
        }
        let (message, help) = match standing(path, &bytes) {
            Standing::Own => return Ok(()),
            Standing::Revised if self.revised => return Ok(()),
            Standing::Revised => (
                format!("“{shown}”是从手改过的文本更新来的，没有覆盖"),
                "-o 换一个文件名；确定不要里面的手改，加 --force",
            ),
            Standing::Edited => {
                (format!("“{shown}”写出之后已被人改过，没有覆盖"), "-o 换一个文件名；确定不要那些改动，加 --force")
            }
            Standing::Unknown => (
                format!("“{shown}”已经存在，又看不出是本程序写的，没有覆盖"),
                "-o 换一个文件名；确定不要原来的文件，加 --force",
            ),
        };
        Err(refusal(message, help))
    }

    fn may_replace_sidecar(&self, beside: &Path) -> Result<(), Box<Diagnostic>> {
        if self.force || !beside.exists() || is_sidecar(beside) {
            return Ok(());
        }
        let message = format!("“{}”已经存在，又不是本程序写的底稿，没有覆盖", beside.display());
        Err(refusal(message, "-o 换一个文件名；确定不要原来的文件，加 --force"))
    }
}

/// Why a file could not be written (写不了).
pub fn unwritable(path: &Path, error: &io::Error) -> Box<Diagnostic> {
    let reason = match error.kind() {
        io::ErrorKind::NotFound => "所在的文件夹不存在".to_owned(),
        _ => why(error),
    };
    let message = format!("写不了“{}”：{reason}", path.display());
    Box::new(Diagnostic::error("C012", message).help("检查文件夹、权限和磁盘空间，或用 -o 写到别处"))
}

/// Do both names lead to one file that is there?
pub fn same_file(one: &Path, other: &Path) -> bool {
    fs::canonicalize(one).is_ok_and(|one| fs::canonicalize(other).is_ok_and(|other| one == other))
}

/// Write a figures file (写数据文件). It is the officer's own work from its first day: an existing one is left alone,
/// and nothing is put beside it.
pub fn write_figures(
    path: &Path,
    written: impl AsRef<[u8]>,
    force: bool,
    inputs: &[&Path],
) -> Result<(), Box<Diagnostic>> {
    let written = written.as_ref();
    if inputs.iter().any(|input| same_file(input, path)) {
        let message = format!("“{}”是读入的文件，不能写在它上面", path.display());
        return Err(refusal(message, "-o 换一个文件名"));
    }
    match fs::read(path) {
        // Asked for the same once more: it is there already.
        Ok(bytes) if bytes == written => return Ok(()),
        Ok(_) if !force => {
            let message = format!("“{}”已经存在，没有覆盖", path.display());
            return Err(refusal(message, "-o 换一个文件名；确定不要原来的文件，加 --force"));
        }
        _ => {}
    }
    replace(path, written).map_err(|error| unwritable(path, &error))
}

/// The file that `-o` names, none for stdout.
pub fn file(output: &Option<PathBuf>) -> Option<&Path> {
    output.as_deref().filter(|path| *path != Path::new("-"))
}

/// Give a result where it belongs (交出): into the file with its base beside it, else to stdout.
pub fn give<T: Serialize>(
    to: Option<Output>,
    bytes: impl AsRef<[u8]>,
    base: impl FnOnce() -> Option<T>,
    terminal: &Terminal,
) -> Outcome {
    let Some(output) = to else { return terminal.say(bytes) };
    match output.write(bytes.as_ref(), base()) {
        Ok(()) => Outcome::Clean,
        Err(fault) => {
            terminal.tell(&[*fault]);
            Outcome::Failed
        }
    }
}

fn refusal(message: String, help: &str) -> Box<Diagnostic> {
    Box::new(Diagnostic::error("C011", message).help(help))
}

/// What files are called while they are written.
const TEMPORARY: &str = ".juesuan-";

/// Is it the name of a file that was being written?
pub fn is_temporary(name: &str) -> bool {
    name.strip_prefix(TEMPORARY)
        .is_some_and(|rest| rest.len() == 6 && rest.bytes().all(|it| it.is_ascii_alphanumeric()))
}

/// Write beside the file and rename: a reader sees the old file or the new one, never half of it.
pub fn replace(path: &Path, bytes: impl AsRef<[u8]>) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = Builder::new();
    builder.prefix(TEMPORARY);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // What a plain new file would get; the umask takes its share.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(bytes.as_ref())?;
    file.as_file().sync_all()?;
    if let Ok(old) = fs::metadata(path) {
        file.as_file().set_permissions(old.permissions())?;
    }
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(path: &Path, text: &str, force: bool) -> Result<(), String> {
        let output = Output { path, force, inputs: &[], revised: false };
        output.write(text.as_bytes(), Some(serde_json::json!({}))).map_err(|fault| fault.message)
    }

    #[test]
    fn its_own_file_is_written_again_until_somebody_changes_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("说明.txt");
        assert_eq!(write(&path, "一稿", false), Ok(()));
        assert_eq!(write(&path, "二稿", false), Ok(()));
        fs::write(&path, "二稿，改过").unwrap();
        assert!(write(&path, "三稿", false).unwrap_err().contains("已被人改过"));
        assert_eq!(fs::read_to_string(&path).unwrap(), "二稿，改过");
        assert_eq!(write(&path, "三稿", true), Ok(()));
        assert_eq!(fs::read_to_string(&path).unwrap(), "三稿");
        let left: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(left.len(), 2, "no temporary file is left: {left:?}");
    }

    #[test]
    fn a_file_of_unknown_origin_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        fs::write(&path, "别人的").unwrap();
        assert!(write(&path, "草稿", false).unwrap_err().contains("已经存在"));
        let other = folder.path().join("b.txt");
        fs::write(folder.path().join("b.txt.base.json"), "{}").unwrap();
        assert!(write(&other, "草稿", false).unwrap_err().contains("b.txt.base.json"));
        assert!(!other.exists());
    }

    #[test]
    fn the_base_of_what_stood_there_goes_with_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        assert_eq!(write(&path, "一稿", false), Ok(()));
        let output = Output { path: &path, force: false, inputs: &[], revised: false };
        assert!(output.write("二稿".as_bytes(), None::<()>).is_ok());
        assert!(!sidecar(&path).exists());
        fs::write(sidecar(&path), "别人的").unwrap();
        let output = Output { path: &path, force: true, inputs: &[], revised: false };
        assert!(output.write("三稿".as_bytes(), None::<()>).is_ok());
        assert_eq!(fs::read_to_string(sidecar(&path)).unwrap(), "别人的");
    }

    #[test]
    fn what_was_read_is_never_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("2023.yaml");
        fs::write(&path, "部门: 示例").unwrap();
        let output = Output { path: &path, force: true, inputs: &[&path], revised: false };
        let refused = output.write("草稿".as_bytes(), Some(serde_json::json!({}))).unwrap_err();
        assert!(refused.message.contains("读入的文件"));
    }

    #[cfg(unix)]
    #[test]
    fn permissions_and_links_stay() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let (path, link) = (folder.path().join("a.txt"), folder.path().join("link.txt"));
        write(&path, "一稿", false).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        std::os::unix::fs::symlink(&path, &link).unwrap();
        write(&link, "二稿", false).unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read_to_string(&path).unwrap(), "二稿");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
    }
}
