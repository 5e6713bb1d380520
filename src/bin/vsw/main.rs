#![allow(dead_code)]
mod sandbox;
fn main() {}
