//! Tests the file that stores secrets: when it is not written, and that it keeps its mode.

use std::os::unix::fs::PermissionsExt as _;

use super::{OTHER, add, retire, secret, with_profile};
use crate::env::TestEnv;

#[test]
fn rejected_secrets_and_read_only_mode_write_nothing() {
    let (env, _) = with_profile();
    let _ = add(&env, OTHER, &[]).expect(0);
    let before = (env.read(env.config_file()), env.files());
    for words in [&["add", "--signature-secret-file", "-"][..], &["retire"]] {
        let read_only = secret(&env, words.iter().copied(), "x").env("VSW_READ_ONLY", "1").run().expect(3);
        assert!(read_only.stderr.contains("VSW_READ_ONLY"), "{read_only:?}");
    }
    let _ = secret(&env, ["list"], "").env("VSW_READ_ONLY", "1").run().expect(0);
    for (bytes, word) in [
        ("", "empty-value"),
        (" \n", "empty-value"),
        ("-----BEGIN PUBLIC KEY-----\nx\n", "unfit-secret"),
        ("{\"kty\":\"oct\"}", "unfit-secret"),
    ] {
        assert_eq!(add(&env, bytes, &[]).expect(3).json()["code"], word, "{bytes:?}");
    }
    let no_text = secret(&env, ["add", "--signature-secret-file", "-"], "");
    let no_text =
        no_text.stdin([b"a secret that is long enough and no text: ", &[0xff_u8, 0xfe][..]].concat());
    assert!(no_text.run().expect(3).stderr.contains("not UTF-8"));
    let asked = secret(&env, ["add"], "not a terminal").run().expect(2);
    assert!(asked.stderr.contains("--signature-secret-file FILE"), "{asked:?}");
    assert_eq!((env.read(env.config_file()), env.files()), before);
    env.write("home/.config/vsw/config.toml", "[profiles.default]\napi_key = \"a1b2c3d\"\nkeyring = true\n");
    for output in [add(&env, OTHER, &[]), retire(&env, &[])] {
        let refused = output.expect(3).json();
        assert_eq!(refused["code"], "keyring", "{refused}");
    }
    let target = env.write("work/target", "");
    std::fs::remove_file(env.config_file()).expect("it is there");
    std::os::unix::fs::symlink(target, env.config_file()).expect("a link");
    assert_eq!(add(&env, OTHER, &[]).expect(3).json()["code"], "file-unsafe");
    assert_eq!(env.read("work/target"), "");
}

#[test]
fn k3_a_rewrite_keeps_the_mode_under_any_umask() {
    for umask in ["000", "022", "077"] {
        let env = TestEnv::new();
        env.write("work/secret", OTHER);
        let line = ["config", "secret", "add", "--signature-secret-file", "secret", "--api-key", "a1b2c3d"];
        let _ = env.vsw_under(umask, line).run().expect(0);
        assert_eq!((env.mode(env.config_file()), env.mode("home/.config/vsw")), (0o600, 0o700), "{umask}");
        std::fs::set_permissions(env.config_file(), std::fs::Permissions::from_mode(0o400)).expect("a mode");
        let _ = env.vsw_under(umask, ["config", "secret", "retire"]).run().expect(0);
        assert_eq!(env.mode(env.config_file()), 0o400, "{umask}");
        assert_eq!(env.files().len(), 2, "{:?}", env.files());
    }
}
