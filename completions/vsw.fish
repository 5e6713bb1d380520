# Completion of vsw for fish. Save it as ~/.config/fish/completions/vsw.fish.

complete --command vsw --no-files --keep-order \
    --arguments '(vsw __complete fish -- (commandline -opc) (commandline -ct) 2>/dev/null)'
