//! JSON Lines in, JSON Lines out (管道): one result a line in the order of the input, nothing kept behind.

use std::io::{self, BufWriter, ErrorKind, Write};

use super::{
    Arguments,
    find::{Found, find},
    inputs::{Input, Item},
    progress::Progress,
    stopped,
};
use crate::{
    batch::{
        Desk, Entry, Status, Work, ordered, push_result_line,
        summary::{Count, PassedOver},
    },
    cli::{Outcome, import::Known, terminal::Terminal},
    diagnostic::Diagnostic,
    formats::Format,
    source::why,
};
pub fn run(
    arguments: &Arguments,
    (desk, known): (&Desk, &Known),
    terminal: &Terminal,
) -> Result<Outcome, Vec<Diagnostic>> {
    let Found { inputs, mut passed_over } = find(&arguments.inputs, None, &[], true)?;
    let work = arguments.work();
    let work = Work { base: work.draft == Some(Format::Json), summary: false, ..work };
    let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    let mut progress = Progress::begin(None, arguments.quiet, terminal);
    let bar = progress.bar();
    let mut count = Count::default();
    let mut failure = None;
    ordered::each(
        arguments.jobs(),
        inputs.into_iter().flat_map(Input::items),
        Item::bytes,
        |item| {
            let line = line(item, (desk, known), work);
            bar.inc(1);
            line
        },
        |lines| {
            for line in lines {
                match line {
                    Ok((line, status)) => {
                        count.add(status);
                        progress.step();
                        failure = failure.take().or_else(|| out.write_all(&line).err());
                    }
                    Err(passed) => passed_over.push(passed),
                }
            }
            // Whoever asks line by line waits for the answer.
            failure = failure.take().or_else(|| out.flush().err());
            failure.is_none() && !stopped()
        },
    );
    progress.end();
    match failure {
        // Whoever reads has seen enough.
        Some(error) if error.kind() == ErrorKind::BrokenPipe => return Ok(Outcome::Clean),
        Some(error) => {
            let fault = Diagnostic::error("C012", format!("写不到标准输出：{}", why(&error)));
            return Err(vec![fault.help("检查磁盘空间和输出去向")]);
        }
        None => {}
    }
    if stopped() {
        terminal.whisper(&format!("中途停下，只答了前面 {} 个部门\n", count.all));
        return Ok(Outcome::Failed);
    }
    if !arguments.quiet {
        terminal.whisper(&super::passed_over(&passed_over));
        terminal.whisper(&super::folder::told(count));
    }
    Ok(super::folder::outcome(count))
}

fn line(item: Item, (desk, known): (&Desk, &Known), work: Work) -> Result<(Vec<u8>, Status), PassedOver> {
    let (mut line, mut notes) = (Vec::new(), Vec::new());
    let Some(given) = item.given(&mut notes) else {
        let mut entry = Entry::of_input(&item.name);
        entry.tell(&notes);
        push_result_line(&entry, None, work, &mut line);
        return Ok((line, entry.status));
    };
    let figures = given.figures(known);
    if let Some(passed) = item.passed_over(&figures) {
        return Err(passed);
    }
    let done = desk.read(figures, work);
    push_result_line(&done.entry, done.report.as_ref(), work, &mut line);
    Ok((line, done.entry.status))
}
