{
  description = "Keep Vonage Voice signed webhooks on, and verify the webhooks that arrive";

  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs =
    { self, nixpkgs }:
    let
      inherit (nixpkgs) lib;
      cargo = lib.importTOML ./Cargo.toml;
      eachSystem = lib.genAttrs [
        "aarch64-darwin"
        "aarch64-linux"
        "x86_64-darwin"
        "x86_64-linux"
      ];
    in
    {
      packages = eachSystem (
        system:
        let
          pkgs = nixpkgs.legacyPackages.${system};
        in
        {
          default = pkgs.rustPlatform.buildRustPackage {
            pname = cargo.package.name;
            inherit (cargo.package) version;
            src = self;
            cargoLock.lockFile = ./Cargo.lock;
            nativeBuildInputs = [ pkgs.installShellFiles ];
            # .ci/run has the tests; they need more programs than a build should.
            doCheck = false;
            postInstall = ''
              installManPage man/*.1
              installShellCompletion --bash completions/vsw.bash --fish completions/vsw.fish --zsh completions/_vsw
            '';
            meta = {
              inherit (cargo.package) description homepage;
              license = with lib.licenses; [
                mit
                asl20
              ];
              mainProgram = "vsw";
            };
          };
        }
      );

      devShells = eachSystem (
        system:
        let
          pkgs = nixpkgs.legacyPackages.${system};
        in
        {
          default = pkgs.mkShell { inputsFrom = [ self.packages.${system}.default ]; };
        }
      );
    };
}
