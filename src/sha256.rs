//! SHA-256 (FIPS 180-4) of complete messages, optionally after a known first block.
//!
//! Uses only the compression function of `sha2`: the streaming hasher would copy and wipe a buffer per message.

use sha2::block_api::compress256;
use zeroize::Zeroizing;

/// The hash state after whole blocks. Wiped on drop, because the state after HMAC's first block, the padded
/// key, is enough to sign.
#[derive(Clone)]
pub(crate) struct State {
    words: Zeroizing<[u32; 8]>,
    blocks: u64,
}

pub(crate) const BLOCK: usize = 64;

/// FIPS 180-4 §5.3.3.
const INITIAL: [u32; 8] =
    [0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19];

pub(crate) fn hash(message: &[u8]) -> [u8; 32] {
    finish(INITIAL, 0, message)
}

impl State {
    pub(crate) fn after(block: &[u8; BLOCK]) -> Self {
        let mut words = Zeroizing::new(INITIAL);
        compress256(&mut words, std::slice::from_ref(block));
        Self { words, blocks: 1 }
    }

    /// Returns the hash of the first block followed by `message`.
    pub(crate) fn finish(&self, message: &[u8]) -> [u8; 32] {
        finish(*self.words, self.blocks, message)
    }
}

fn finish(mut words: [u32; 8], blocks_before: u64, message: &[u8]) -> [u8; 32] {
    let (blocks, rest) = message.as_chunks::<BLOCK>();
    compress256(&mut words, blocks);
    // FIPS 180-4 §5.1.1: a one bit, zeros, and the length in bits at the end of a block.
    let mut last = [[0; BLOCK]; 2];
    let flat = last.as_flattened_mut();
    flat[..rest.len()].copy_from_slice(rest);
    flat[rest.len()] = 0x80;
    let count = if rest.len() < BLOCK - 8 { 1 } else { 2 };
    let bits = (blocks_before * BLOCK as u64 + message.len() as u64) * 8;
    flat[count * BLOCK - 8..count * BLOCK].copy_from_slice(&bits.to_be_bytes());
    compress256(&mut words, &last[..count]);

    let mut hash = [0; 32];
    for (bytes, word) in hash.chunks_exact_mut(4).zip(words) {
        bytes.copy_from_slice(&word.to_be_bytes());
    }
    hash
}

#[cfg(test)]
mod tests {
    use sha2::{Digest as _, Sha256};

    use super::*;

    #[test]
    fn hashes_of_many_lengths_match_the_crate() {
        let message: Vec<u8> = (0..300_u32).map(|at| u8::try_from(at * 31 % 251).unwrap()).collect();
        for length in 0..message.len() {
            let message = &message[..length];
            assert_eq!(hash(message), <[u8; 32]>::from(Sha256::digest(message)), "{length}");
            let block = [0x36; BLOCK];
            let whole = [&block[..], message].concat();
            assert_eq!(
                State::after(&block).finish(message),
                <[u8; 32]>::from(Sha256::digest(&whole)),
                "{length}"
            );
        }
    }
}
