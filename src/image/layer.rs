//! The one layer: a tar with the program alone, compressed.

use flate2::{Compression, GzBuilder};
use tar::{EntryType, Header};

use super::{
    PROGRAM,
    blob::{Blob, Digest},
    program::Program,
};

/// What a compressed layer is.
const LAYER: &str = "application/vnd.oci.image.layer.v1.tar+gzip";

/// Makes the layer, and returns it with the digest of what it unpacks to.
#[must_use]
pub fn of(program: &Program) -> (Blob, Digest) {
    let tar = tar(&[(PROGRAM.trim_start_matches('/'), 0o755, &program.bytes)]);
    let content = Digest::of(&tar);
    (Blob::new(LAYER, compressed(&tar)), content)
}

/// Writes files as a tar in their order, owned by root and as old as Unix.
pub(super) fn tar(files: &[(&str, u32, &[u8])]) -> Vec<u8> {
    let mut builder = tar::Builder::new(Vec::new());
    for (path, mode, bytes) in files {
        let mut header = Header::new_ustar();
        header.set_entry_type(EntryType::Regular);
        header.set_mode(*mode);
        header.set_uid(0);
        header.set_gid(0);
        header.set_mtime(0);
        header.set_size(bytes.len() as u64);
        builder
            .append_data(&mut header, path, *bytes)
            .expect("a vector takes every byte, and the paths are short");
    }
    builder
        .into_inner()
        .expect("a vector takes every byte, the end of a tar too")
}

/// Compresses without a name, a time or a system in the head (RFC 1952: 255 is an unknown one).
fn compressed(bytes: &[u8]) -> Vec<u8> {
    use std::io::Write;

    let builder = GzBuilder::new().mtime(0).operating_system(255);
    let mut encoder = builder.write(Vec::new(), Compression::new(9));
    encoder
        .write_all(bytes)
        .and_then(|()| encoder.finish())
        .expect("a vector takes every byte")
}
