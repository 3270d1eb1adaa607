BeforeAll {
    Import-Module "$PSScriptRoot/../../out/CalicoPolicy"
    $examples = "$PSScriptRoot/../../docs/examples/policies"
}

Describe 'Test-Policy' {
    It 'judges by a preset and by a settings file' {
        $policy = New-NetworkPolicy a shop -Staged -Ingress (New-PolicyRule Allow TCP)
        $policy | Test-Policy -Preset Strict -Quiet | Should -BeTrue
        Set-Content "$TestDrive/old.yaml" 'target: OpenSource/3.29'
        $policy | Test-Policy -Settings "$TestDrive/old.yaml" -Quiet | Should -BeFalse
        $policy | Test-Policy -Settings "$TestDrive/old.yaml" -Target OpenSource/3.31 -Quiet | Should -BeTrue
        $policy | Test-Policy -Settings "$TestDrive/old.yaml" -NoSettings -Quiet | Should -BeTrue
    }

    It 'finds a global network set that is out of reach, with its line' {
        $finding = Import-Policy $examples -Recurse | Test-Policy
        $finding.RuleId | Should -Be 'CP3002'
        (Get-Content $finding.File)[$finding.Line - 1] | Should -Match 'load-balancer'
    }

    It 'answers a gate with a Boolean' {
        Import-Policy $examples/shop/orders.yaml | Test-Policy -Quiet | Should -BeTrue
        Import-Policy $examples -Recurse | Test-Policy -Quiet | Should -BeFalse
    }

    It 'can be grouped, sorted and exported' {
        $csv = Import-Policy $examples -Recurse | Test-Policy | Sort-Object Severity -Descending | Select-Object RuleId, Severity, File, Line | ConvertTo-Csv
        $csv[1] | Should -Match '^"CP3002","High",'
    }

    It 'takes its target from $PSDefaultParameterValues' {
        $PSDefaultParameterValues = @{ '*:Target' = 'Enterprise/3.18' }
        Import-Policy $examples/shop/orders.yaml | Test-Policy -Quiet | Should -BeTrue
    }
}
