//! A recorded HTTP response: the lines of its last head, and its body without chunk framing.

pub(crate) struct Recording {
    pub(crate) lines: Vec<Vec<u8>>,
    pub(crate) body: Vec<u8>,
}

impl Recording {
    pub(crate) fn read(file: &str) -> Recording {
        let path = format!("{}/tests/data/recorded/{file}", env!("CARGO_MANIFEST_DIR"));
        let bytes = std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
        let mut rest = bytes.as_slice();
        loop {
            let end = rest.windows(4).position(|four| four == b"\r\n\r\n").expect("a head") + 4;
            let lines: Vec<Vec<u8>> = rest[..end - 4].split(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
            rest = &rest[end..];
            if rest.starts_with(b"HTTP/1.1 ") {
                continue;
            }
            let chunked = lines.iter().any(|line| line.to_ascii_lowercase().starts_with(b"transfer-encoding: chunked"));
            let body = if chunked { dechunk(rest) } else { rest.to_vec() };
            return Recording { lines, body };
        }
    }
}

fn dechunk(mut rest: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    while let Some(end) = rest.windows(2).position(|two| two == b"\r\n") {
        let size = std::str::from_utf8(&rest[..end]).expect("a chunk size");
        let size = usize::from_str_radix(size.split(';').next().unwrap(), 16).expect("a chunk size");
        let chunk = &rest[end + 2..];
        body.extend_from_slice(&chunk[..size.min(chunk.len())]);
        if size == 0 || chunk.len() < size + 2 {
            break;
        }
        rest = &chunk[size + 2..];
    }
    body
}
