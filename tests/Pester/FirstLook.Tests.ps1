BeforeDiscovery {
    $console = "$PSScriptRoot/../../out/build/bin/CalicoPolicy.Console/release/calico-policy$($IsWindows ? '.exe' : '')"
}

Describe 'docs/examples/first-look.ps1' {
    It 'prints in PowerShell what it prints in calico-policy' -Skip:(-not (Test-Path $console)) -ForEach @{ Console = $console } {
        $script = "$PSScriptRoot/../../docs/examples/first-look.ps1"
        $pwsh = (Get-Process -Id $PID).Path
        $before = $env:COLUMNS
        try {
            # Lines break alike only where both believe in the same width.
            $env:COLUMNS = & $pwsh -NoProfile -Command '$Host.UI.RawUI.BufferSize.Width'
            $ours = & $Console $script
            $LASTEXITCODE | Should -Be 0
        }
        finally {
            $env:COLUMNS = $before
        }

        $theirs = & $pwsh -NoProfile -Command "Import-Module '$PSScriptRoot/../../out/CalicoPolicy'; & '$script'"
        $LASTEXITCODE | Should -Be 0
        $ours.Count | Should -BeGreaterThan 100
        $difference = Compare-Object $ours $theirs | ForEach-Object { "$($_.SideIndicator) $($_.InputObject)" }
        $difference | Should -BeNullOrEmpty
    }
}
