BeforeAll {
    Import-Module "$PSScriptRoot/../../out/CalicoPolicy"
    $bad = Import-Policy "$PSScriptRoot/../../docs/examples/best-practices/*.yaml"
}

Describe 'Test-PolicyEfficiency' {
    It 'finds the mistakes of the best-practice page' {
        $findings = $bad | Test-PolicyEfficiency
        'CP1001', 'CP1002', 'CP1005', 'CP1007', 'CP1008', 'CP1011', 'CP1012', 'CP1013', 'CP1017', 'CP2008', 'CP3005', 'CP3010', 'CP5004' |
            Should -BeIn $findings.RuleId
    }

    It 'leaves out what is asked to be left out' {
        $bad | Test-PolicyEfficiency -ExcludeRule CP10*, CP2008, CP3005, CP3010, CP5004 | Should -BeNullOrEmpty
        ($bad | Test-PolicyEfficiency -IncludeRule OwnSideSelector).RuleId | Select-Object -Unique | Should -Be 'CP1005'
    }

    It 'can be grouped by rule' {
        ($bad | Test-PolicyEfficiency | Group-Object RuleId -NoElement | Where-Object Name -eq CP1005).Count | Should -BeGreaterThan 5
    }

    It 'warns of a rule that is none' {
        $null = $bad | Test-PolicyEfficiency -IncludeRule CP9999 -WarningVariable warning -WarningAction SilentlyContinue
        $warning | Should -Match 'CP9999'
    }
}
