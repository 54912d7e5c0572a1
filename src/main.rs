//! The `juesuan` program.

fn main() -> std::process::ExitCode {
    juesuan::cli::run()
}
