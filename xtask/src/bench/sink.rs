//! A mail server that takes everything and keeps nothing, on the loopback: it counts, and knows when the first and the last came.

use anyhow::{Result, ensure};
use std::{
    io::{BufRead, BufReader, Write},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

/// What it has taken since it was asked to count anew.
#[derive(Debug, Clone, Copy, Default)]
struct Taken {
    mails: u32,
    /// When the first and the last were taken.
    between: Option<(Instant, Instant)>,
}

/// Listens until this program ends.
pub struct Sink {
    /// Where.
    pub port: u16,
    taken: Arc<Mutex<Taken>>,
}

impl Sink {
    /// Begins to listen, with a thread for each connection.
    ///
    /// # Errors
    /// When there is no port.
    pub fn start() -> Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0))?;
        let sink = Self { port: listener.local_addr()?.port(), taken: Arc::default() };
        let taken = sink.taken.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let taken = taken.clone();
                std::thread::spawn(move || converse(&stream, &taken).ok());
            }
        });
        Ok(sink)
    }

    /// Counts from none.
    pub fn count_anew(&self) {
        *self.taken.lock().unwrap_or_else(PoisonError::into_inner) = Taken::default();
    }

    /// Waits for so many; how many a second came between the first and the last.
    ///
    /// # Errors
    /// When none has come for a minute.
    pub fn rate_of(&self, mails: u32) -> Result<f64> {
        let mut seen = (0, Instant::now());
        loop {
            let taken = *self.taken.lock().unwrap_or_else(PoisonError::into_inner);
            if let (true, Some((first, last))) = (taken.mails >= mails, taken.between) {
                return Ok(f64::from(taken.mails - 1) / (last - first).as_secs_f64());
            }
            if taken.mails > seen.0 {
                seen = (taken.mails, Instant::now());
            }
            ensure!(seen.1.elapsed() < Duration::from_mins(1), "of {mails} mails only {} came", taken.mails);
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

/// One conversation (RFC 5321, section 4.1).
fn converse(stream: &TcpStream, taken: &Mutex<Taken>) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let (mut lines, mut out) = (BufReader::new(stream), stream);
    out.write_all(b"220 sink.localhost ESMTP\r\n")?;
    let mut line = Vec::new();
    loop {
        line.clear();
        if lines.read_until(b'\n', &mut line)? == 0 {
            return Ok(());
        }
        let command = line.get(..4).unwrap_or_default().to_ascii_uppercase();
        let reply: &[u8] = match command.as_slice() {
            b"EHLO" => b"250-sink.localhost\r\n250 8BITMIME\r\n",
            b"DATA" => {
                out.write_all(b"354 End with a line with a dot\r\n")?;
                while line != b".\r\n" {
                    line.clear();
                    if lines.read_until(b'\n', &mut line)? == 0 {
                        return Ok(());
                    }
                }
                let now = Instant::now();
                let mut taken = taken.lock().unwrap_or_else(PoisonError::into_inner);
                taken.mails += 1;
                taken.between = Some((taken.between.map_or(now, |(first, _)| first), now));
                b"250 2.0.0 Taken\r\n"
            }
            b"QUIT" => return out.write_all(b"221 2.0.0 Bye\r\n"),
            _ => b"250 2.0.0 Ok\r\n",
        };
        out.write_all(reply)?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_taken_is_counted_and_a_dot_in_a_mail_does_not_end_it() {
        let sink = Sink::start().unwrap();
        let mut stream = TcpStream::connect(("127.0.0.1", sink.port)).unwrap();
        for _ in 0..2 {
            stream.write_all(b"EHLO x\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<c@d.example>\r\nDATA\r\n").unwrap();
            stream.write_all(b"Subject: x\r\n\r\nquit\r\n..\r\n.\r\n").unwrap();
        }
        assert!(sink.rate_of(2).unwrap() > 0.0);
        sink.count_anew();
        assert_eq!(sink.taken.lock().unwrap().mails, 0);
    }
}
