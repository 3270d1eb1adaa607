BeforeAll {
    Import-Module "$PSScriptRoot/../../out/CalicoPolicy"
}

Describe 'Get-PolicyEfficiencyRule' {
    It 'lists the catalogue, each rule once' {
        $rules = Get-PolicyEfficiencyRule
        $rules.Count | Should -BeGreaterThan 10
        ($rules.Id | Sort-Object -Unique).Count | Should -Be $rules.Count
    }

    It 'finds rules by id, name and severity' {
        (Get-PolicyEfficiencyRule InlineCidrs).Id | Should -Be 'CP1011'
        Get-PolicyEfficiencyRule CP3* | Where-Object Severity -ge High | Should -Not -BeNullOrEmpty
    }

    It 'names the page of each rule' {
        (Get-PolicyEfficiencyRule CP1005).HelpUri.AbsoluteUri | Should -BeLike '*/docs/rules/CP1005.md'
    }

    It 'lists what a preset runs, and how' {
        (Get-PolicyEfficiencyRule -Preset Security).Id | Should -Not -Contain 'CP1011'
        Get-PolicyEfficiencyRule -Preset Strict | Where-Object Severity -eq Low | Should -BeNullOrEmpty
        "$((Get-PolicyEfficiencyRule CP1011 -Preset Strict).Parameters)" | Should -Be 'low: 2 medium: 2 high: 20'
    }

    It 'reports a rule that is not there' {
        Get-PolicyEfficiencyRule CP9999 -ErrorAction SilentlyContinue -ErrorVariable problem | Should -BeNullOrEmpty
        $problem.FullyQualifiedErrorId | Should -BeLike 'RuleUnknown,*'
    }
}
