#requires -Version 7.4
<#
.SYNOPSIS
Builds, tests and packages CalicoPolicy: thin calls of dotnet.
.EXAMPLE
./build.ps1
Builds the module into out/CalicoPolicy.
.EXAMPLE
./build.ps1 Test
Runs every test.
#>
[CmdletBinding()]
param(
    # Build (default), Test, Package (a zip in out/), Bench (the benchmarks), Help (en-US from docs; needs Microsoft.PowerShell.PlatyPS).
    [Parameter(Position = 0)]
    [ValidateSet('Build', 'Test', 'Package', 'Bench', 'Help')]
    [string] $Task = 'Build',

    # Handed on to the benchmark project.
    [Parameter(ValueFromRemainingArguments)]
    [string[]] $Arguments = @()
)

$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true
Push-Location $PSScriptRoot
try {
    switch ($Task) {
        'Build' { dotnet build CalicoPolicy.sln }
        'Test' { dotnet test }
        'Package' {
            dotnet build CalicoPolicy.sln
            $version = (Import-PowerShellDataFile out/CalicoPolicy/CalicoPolicy.psd1).ModuleVersion
            Compress-Archive -Path out/CalicoPolicy -DestinationPath "out/CalicoPolicy-$version.zip" -Force
            Get-Item "out/CalicoPolicy-$version.zip"
        }
        'Bench' { dotnet run --project tests/CalicoPolicy.Benchmarks -- @Arguments }
        'Help' {
            Import-Module Microsoft.PowerShell.PlatyPS
            $commands = Measure-PlatyPSMarkdown docs/cmdlets/*.md | Where-Object FileType -Match CommandHelp |
                Sort-Object { Split-Path $_.FilePath -Leaf } -Culture '' | ForEach-Object { Import-MarkdownCommandHelp -Path $_.FilePath }
            $faults = $commands.Diagnostics.Messages | Where-Object Severity -NE Information
            if ($faults) { throw "Pages of docs/cmdlets that PlatyPS does not accept: $($faults -join '; ')" }
            $null = Export-MamlCommandHelp -CommandHelp $commands -OutputFolder out/help -Force
            # PlatyPS writes the line ends of the system it runs on; the committed file has line feeds everywhere.
            $xml = (Get-Content out/help/CalicoPolicy/CalicoPolicy.dll-Help.xml -Raw).ReplaceLineEndings("`n").TrimEnd() + "`n"
            # It leaves an example's command in the text, fences and all; Get-Help wants it as code.
            $xml = [regex]::Replace($xml, '(?s)<maml:introduction>\s*<maml:para>```powershell\n(.*?)\n```</maml:para>(.*?)</maml:introduction>(\s*)<dev:code />\s*<dev:remarks />', {
                    $code, $rest, $space = $args[0].Groups[1..3].Value
                    "<maml:introduction />$space<dev:code>$code</dev:code>$space<dev:remarks>$($rest -replace '```Output\n' -replace '\n```')</dev:remarks>"
                })
            $null = New-Item en-US -ItemType Directory -Force
            Set-Content en-US/CalicoPolicy.dll-Help.xml -Value $xml -NoNewline -Encoding utf8NoBOM
            Get-Item en-US/CalicoPolicy.dll-Help.xml
        }
    }
}
finally {
    Pop-Location
}
