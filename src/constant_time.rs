//! Constant-time comparison of MACs and hashes.

use subtle::{Choice, ConstantTimeEq};

/// Compares words instead of bytes, because `subtle` adds a costly optimization barrier to each comparison.
pub(crate) fn equal(one: &[u8; 32], other: &[u8; 32]) -> Choice {
    words(one).ct_eq(&words(other))
}

fn words(bytes: &[u8; 32]) -> [u64; 4] {
    let (eights, _) = bytes.as_chunks();
    std::array::from_fn(|at| u64::from_ne_bytes(eights[at]))
}

#[cfg(test)]
mod tests {
    use super::equal;

    #[test]
    fn flipping_any_bit_makes_them_unequal() {
        let bytes: [u8; 32] = std::array::from_fn(|at| u8::try_from(at * 7).unwrap());
        assert!(bool::from(equal(&bytes, &bytes.clone())));
        for bit in 0..256 {
            let mut other = bytes;
            other[bit / 8] ^= 1 << (bit % 8);
            assert!(!bool::from(equal(&bytes, &other)), "bit {bit}");
        }
    }
}
