BeforeDiscovery {
    $console = "$PSScriptRoot/../../out/build/bin/CalicoPolicy.Console/release/calico-policy$($IsWindows ? '.exe' : '')"
}

Describe 'docs/examples/first-look.ps1' {
    It 'prints in PowerShell what it prints in calico-policy' -Skip:(-not (Test-Path $console)) -ForEach @{ Console = $console } {
        $script = "$PSScriptRoot/../../docs/examples/first-look.ps1"
        $ours = & $Console $script
        $LASTEXITCODE | Should -Be 0
        $theirs = & (Get-Process -Id $PID).Path -NoProfile -Command "Import-Module '$PSScriptRoot/../../out/CalicoPolicy'; & '$script'"
        $LASTEXITCODE | Should -Be 0
        $ours.Count | Should -BeGreaterThan 100
        $difference = Compare-Object $ours $theirs | ForEach-Object { "$($_.SideIndicator) $($_.InputObject)" }
        $difference | Should -BeNullOrEmpty
    }
}
