BeforeAll {
    Import-Module "$PSScriptRoot/../../out/CalicoPolicy"
    $shop = Import-PolicySnapshot "$PSScriptRoot/../../docs/examples/shop" -Recurse -Complete
    $bare = Import-PolicySnapshot "$PSScriptRoot/../../docs/examples/shop/workloads", "$PSScriptRoot/../../docs/examples/shop/namespaces.yaml" -Recurse -Complete
}

Describe 'Test-PolicyCoverage' {
    It 'finds nothing where everything is covered' {
        Test-PolicyCoverage -Snapshot $shop | Should -BeNullOrEmpty
        Test-PolicyCoverage -Snapshot $shop -Quiet | Should -BeTrue
    }

    It 'finds each workload without a policy, in both directions, but those of the system' {
        $findings = Test-PolicyCoverage -Snapshot $bare
        ($findings | Where-Object RuleId -EQ CP2201).Count | Should -Be 14
        ($findings | Where-Object RuleId -EQ CP2202).Count | Should -Be 14
        $findings.Namespace | Should -Not -Contain 'kube-system'
        $findings.File | Should -Not -BeNullOrEmpty
    }

    It 'judges what the policies from the pipeline would cover' {
        $deny = New-NetworkPolicy deny -Namespace data -Selector 'all()' -Type Ingress, Egress
        $findings = $deny | Test-PolicyCoverage -Snapshot $bare -IncludeRule CP2201, CP2204
        ($findings | Where-Object Namespace -EQ data).RuleId | Select-Object -Unique | Should -Be 'CP2204'
    }

    It 'judges resources alone where they are all that there is' {
        $bare.Resources | Test-PolicyCoverage -Complete -Quiet | Should -BeFalse
        $bare.Resources | Test-PolicyCoverage -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        $bare.Resources | Test-PolicyCoverage -Quiet -WarningAction SilentlyContinue | Should -BeFalse
    }

    It 'fails where it is told to' {
        { Test-PolicyCoverage -Snapshot $bare -FailOn High } | Should -Throw -ErrorId 'PolicyFindingFound*'
        { Test-PolicyCoverage -Snapshot $shop -FailOn Low } | Should -Not -Throw
    }
}
