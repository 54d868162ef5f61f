//! Packed streams: gzip and zstd are known by their first bytes and unpacked as they are read.

use crate::diagnostic::{Diagnostic, codes};
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};
use std::io::{self, BufRead, BufReader, Cursor, Read};

const GZIP: [u8; 2] = [0x1f, 0x8b];
const ZSTD: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];
/// The first bytes of Parquet files.
const PARQUET: [u8; 4] = *b"PAR1";
/// The first bytes of workbooks before `.xlsx`, and of such with a password.
const OLE: [u8; 4] = [0xd0, 0xcf, 0x11, 0xe0];
/// Frames that zstd readers pass over begin with one of sixteen numbers, whose other three bytes are these.
const SKIPPED: [u8; 3] = [0x2a, 0x4d, 0x18];

/// Whether bytes begin as those of a packed file do.
pub(super) fn is_packed(start: &[u8]) -> bool {
    start.starts_with(&GZIP) || is_zstd(start)
}

fn is_zstd(start: &[u8]) -> bool {
    start.starts_with(&ZSTD) || start.get(1..4) == Some(&SKIPPED) && start[0] & 0xf0 == 0x50
}

/// What a stream holds once it is unpacked.
///
/// # Errors
/// If it cannot be read, is packed in another way, or is text in two bytes a letter.
pub(super) fn unpacked<'s>(
    name: &str,
    mut stream: Box<dyn Read + Send + 's>,
) -> Result<Box<dyn Read + Send + 's>, Box<Diagnostic>> {
    let mut start = [0_u8; 4];
    let mut got = 0;
    while got < start.len() {
        match stream.read(&mut start[got..]) {
            Ok(0) => break,
            Ok(more) => got += more,
            Err(cause) if cause.kind() == io::ErrorKind::Interrupted => {}
            Err(cause) => return Err(damaged(name, &cause)),
        }
    }
    let start = &start[..got];
    let refused = |message: String, help: &str| {
        Err(Box::new(Diagnostic::new(&codes::BROKEN_FILE, message, None).help(help.to_owned())))
    };
    if start.starts_with(b"PK\x03\x04") {
        let help = if cfg!(feature = "xlsx") {
            "unpack it first, or pack it as gzip or zstd; of a workbook, save the sheet as CSV"
        } else {
            "of a workbook, save the sheet as CSV, or let `cargo install comity --features xlsx` build a comity that \
             reads it; unpack an archive first, or pack it as gzip or zstd"
        };
        return refused(format!("{name} is a zip archive or a workbook, which is not read here"), help);
    }
    if start == PARQUET {
        let help = if cfg!(feature = "parquet") {
            "name the file itself, unpacked: its beginning is of no use without its end"
        } else {
            "`cargo install comity --features parquet` builds a comity that reads it; or write the table as CSV"
        };
        return refused(format!("{name} is a Parquet file, which is not read here"), help);
    }
    if start == OLE {
        let help = "save it as .xlsx without a password, or the sheet as CSV";
        return refused(format!("{name} is an old or encrypted workbook"), help);
    }
    if start.starts_with(&[0xff, 0xfe]) || start.starts_with(&[0xfe, 0xff]) {
        return refused(format!("{name} is UTF-16"), "save it as UTF-8");
    }
    let whole = Cursor::new(start.to_vec()).chain(stream);
    if start.starts_with(&GZIP) {
        return Ok(Box::new(flate2::read::MultiGzDecoder::new(BufReader::with_capacity(1 << 16, whole))));
    }
    if is_zstd(start) {
        let source = BufReader::with_capacity(1 << 16, whole);
        return Ok(Box::new(Frames { source, decoder: FrameDecoder::new(), open: false }));
    }
    Ok(Box::new(whole))
}

/// A stream that ends too early, or is not what its first bytes say.
pub(super) fn damaged(name: &str, cause: &io::Error) -> Box<Diagnostic> {
    let found = Diagnostic::new(&codes::BROKEN_FILE, format!("{name} is damaged or cut short: {cause}"), None);
    Box::new(found.help("fetch the file again"))
}

/// One zstd frame after another, as parallel packers write them. A frame that asks for a window of more than 100 MiB is refused.
struct Frames<R> {
    source: R,
    decoder: FrameDecoder,
    open: bool,
}

impl<R: BufRead> Frames<R> {
    /// Goes to the next frame; false if there is none.
    fn begin(&mut self) -> io::Result<bool> {
        while !self.source.fill_buf()?.is_empty() {
            match self.decoder.init(&mut self.source) {
                Ok(()) => {
                    self.open = true;
                    return Ok(true);
                }
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame { length, .. })) => {
                    let passed = io::copy(&mut self.source.by_ref().take(length.into()), &mut io::sink())?;
                    if passed < length.into() {
                        return Err(io::ErrorKind::UnexpectedEof.into());
                    }
                }
                Err(cause) => return Err(io::Error::other(cause)),
            }
        }
        Ok(false)
    }
}

impl<R: BufRead> Read for Frames<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        loop {
            if !self.open && !self.begin()? {
                return Ok(0);
            }
            if self.decoder.can_collect() > 0 {
                return self.decoder.read(into);
            }
            if self.decoder.is_finished() {
                let (told, found) = (self.decoder.get_checksum_from_data(), self.decoder.get_calculated_checksum());
                if told.is_some() && told != found {
                    return Err(io::Error::new(io::ErrorKind::InvalidData, "its checksum differs"));
                }
                self.open = false;
            } else {
                let one = BlockDecodingStrategy::UptoBlocks(1);
                self.decoder.decode_blocks(&mut self.source, one).map_err(io::Error::other)?;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ruzstd::encoding::{CompressionLevel, compress_to_vec};

    fn read(bytes: Vec<u8>) -> io::Result<Vec<u8>> {
        let mut text = Vec::new();
        let mut stream =
            unpacked("x", Box::new(Cursor::new(bytes))).map_err(|found| io::Error::other(found.message))?;
        stream.read_to_end(&mut text).map(|_| text)
    }

    #[test]
    fn frames_follow_one_another_and_some_are_passed_over() {
        let packed = |text: &str| compress_to_vec(text.as_bytes(), CompressionLevel::Fastest);
        let long = "2014-05-20,chn,rus,040\n".repeat(30_000);
        let mut bytes = vec![0x5a, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3];
        bytes.extend(packed(&long));
        bytes.extend(packed("end"));
        assert_eq!(read(bytes.clone()).unwrap(), [long.as_bytes(), b"end"].concat());
        for cut in [5, 9, 40, bytes.len() - 2] {
            assert!(read(bytes[..cut].to_vec()).is_err(), "cut at {cut}");
        }
        let middle = bytes.len() / 2;
        bytes[middle] ^= 0x10;
        assert!(read(bytes).is_err(), "a checksum tells what was changed");
    }

    #[test]
    fn what_cannot_be_read_is_said() {
        assert!(read(b"PK\x03\x04".to_vec()).is_err());
        assert!(read(b"\xff\xfea\0".to_vec()).is_err());
        assert_eq!(read(b"ab".to_vec()).unwrap(), b"ab");
        assert_eq!(read(Vec::new()).unwrap(), b"");
        // A window of 3 GiB.
        assert!(read(vec![0x28, 0xb5, 0x2f, 0xfd, 0x04, 0xac, 1, 0, 0]).is_err());
    }
}
