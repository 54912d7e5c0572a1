//! Why the system would not read or write (系统的话), in words that a person knows.

use std::io::{Error, ErrorKind};

/// What the system says, in Chinese where it says something common.
pub fn why(error: &Error) -> String {
    let words = match error.kind() {
        ErrorKind::PermissionDenied => "没有权限",
        ErrorKind::StorageFull => "磁盘满了",
        ErrorKind::QuotaExceeded => "超过了允许使用的磁盘空间",
        ErrorKind::FileTooLarge => "文件太大",
        ErrorKind::ReadOnlyFilesystem => "磁盘是只读的",
        ErrorKind::IsADirectory => "是文件夹",
        ErrorKind::NotADirectory => "路径里有一级是文件，不是文件夹",
        ErrorKind::AlreadyExists => "已经有同名的文件",
        ErrorKind::InvalidFilename => "文件名太长，或有不能用的字符",
        ErrorKind::BrokenPipe => "后面的命令已经退出",
        _ => return error.to_string(),
    };
    words.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_common_is_said_in_chinese() {
        assert_eq!(why(&Error::from(ErrorKind::StorageFull)), "磁盘满了");
        assert_eq!(why(&Error::other("奇怪的错")), "奇怪的错");
    }
}
