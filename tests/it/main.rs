//! The one integration binary: what only the whole program can show.
