# Completion of vsw for bash. Save it as ~/.local/share/bash-completion/completions/vsw, or source it.

_vsw() {
    local candidate
    COMPREPLY=()
    while IFS= read -r candidate; do
        [[ -n $candidate ]] && COMPREPLY+=("$candidate")
    done <<<"$(vsw __complete bash -- "${COMP_LINE:0:COMP_POINT}" "$2" 2>/dev/null)"
    return 0
}

# The candidates have their spaces, quotes and order. Without candidates, bash completes as usual. Versions before 4.4
# do not know nosort.
complete -o nosort -o nospace -o bashdefault -o default -F _vsw vsw 2>/dev/null ||
    complete -o nospace -o bashdefault -o default -F _vsw vsw
