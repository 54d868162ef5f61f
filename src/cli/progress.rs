//! How far a long run has come: one line on a terminal's standard error, gone when the run ends.

use std::io::{IsTerminal, Read, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// A run shorter than this shows nothing.
const PATIENCE: Duration = Duration::from_secs(1);
const WIDTH: u64 = 30;

/// A stream that counts the bytes taken from it.
pub(super) struct Counted<R> {
    pub(super) stream: R,
    pub(super) read: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let got = self.stream.read(into)?;
        self.read.fetch_add(got as u64, Ordering::Relaxed);
        Ok(got)
    }
}

/// Works in a thread of its own, and shows how much of all bytes was read meanwhile, if all are known and a person is looking. This
/// thread does the showing, as it may hold the standard error.
pub(super) fn during<T: Send>(read: &AtomicU64, all: Option<u64>, work: impl FnOnce() -> T + Send) -> T {
    let mut terminal = std::io::stderr();
    let Some(all) = all.filter(|all| *all > 0 && terminal.is_terminal()) else { return work() };
    let (done, here, begin) = (AtomicBool::new(false), std::thread::current(), Instant::now());
    std::thread::scope(|scope| {
        let worker = scope.spawn(|| {
            let result = work();
            done.store(true, Ordering::Relaxed);
            here.unpark();
            result
        });
        while !done.load(Ordering::Relaxed) && !worker.is_finished() {
            if begin.elapsed() > PATIENCE {
                let _ = write!(terminal, "\r{}", line(read.load(Ordering::Relaxed), all, begin.elapsed()));
            }
            std::thread::park_timeout(Duration::from_millis(100));
        }
        if begin.elapsed() > PATIENCE {
            // Back to the start of the line, and all of it wiped.
            let _ = write!(terminal, "\r\x1b[2K");
        }
        worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}

fn line(read: u64, all: u64, since: Duration) -> String {
    let read = read.min(all);
    let full = (read * WIDTH / all) as usize;
    let left = since.as_secs_f64() * (all - read) as f64 / read.max(1) as f64;
    let bar = format!("{}{}", "#".repeat(full), ".".repeat(WIDTH as usize - full));
    format!("[{bar}] {:3} %  {} of {} MB  {left:.0} s left ", read * 100 / all, read / 1_000_000, all / 1_000_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_tells_how_far_and_how_long() {
        let half = line(150_000_000, 300_000_000, Duration::from_secs(4));
        assert_eq!(half, format!("[{}{}]  50 %  150 of 300 MB  4 s left ", "#".repeat(15), ".".repeat(15)));
        assert!(line(0, 9, Duration::ZERO).starts_with(&format!("[{}]   0 %", ".".repeat(30))));
    }

    #[test]
    fn what_is_read_is_counted() {
        let read = Arc::new(AtomicU64::new(0));
        let mut text = String::new();
        let got = during(&read, None, || Counted { stream: &b"abc"[..], read: read.clone() }.read_to_string(&mut text));
        assert_eq!((got.unwrap(), read.load(Ordering::Relaxed)), (3, 3));
    }
}
