# Completion of vsw for Elvish. Add it to ~/.config/elvish/rc.elv: eval (vsw completions elvish | slurp)

use str

set edit:completion:arg-completer[vsw] = {|@words|
    vsw __complete elvish -- $@words 2>/dev/null | from-lines | each {|line|
        var value about = (str:split &max=2 "\t" $line)
        var display = $value
        if (!=s $about '') {
            set display = $value' ('$about')'
        }
        var space = ' '
        if (has-value [/ = : ,] $value[-1..]) {
            set space = ''
        }
        edit:complex-candidate $value &display=$display &code-suffix=$space
    }
}
