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
                ForEach-Object { Import-MarkdownCommandHelp -Path $_.FilePath }
            $staging = Join-Path 'out' 'help'
            $null = Export-MamlCommandHelp -CommandHelp $commands -OutputFolder $staging -Force
            Copy-Item "$staging/CalicoPolicy/CalicoPolicy.dll-Help.xml" en-US/ -Force
            Get-Item en-US/CalicoPolicy.dll-Help.xml
        }
    }
}
finally {
    Pop-Location
}
