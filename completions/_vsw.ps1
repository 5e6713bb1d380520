# Completion of vsw for PowerShell. Add it to $PROFILE: vsw completions powershell | Out-String | Invoke-Expression

Register-ArgumentCompleter -Native -CommandName vsw -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    # An empty word would be dropped on the way to a program, so each has an equals sign in front.
    $words = @($commandAst.CommandElements |
        Where-Object { $_.Extent.EndOffset -lt $cursorPosition } |
        ForEach-Object { if ($null -ne $_.Value) { "=$($_.Value)" } else { "=$_" } })
    $words += "=$($wordToComplete.Trim("'", '"'))"

    vsw __complete powershell -- @words 2>$null | ForEach-Object {
        $value, $about = $_ -split "`t", 2
        if (-not $about) { $about = $value }
        [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $about)
    }
}
