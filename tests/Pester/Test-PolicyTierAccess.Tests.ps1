BeforeAll {
    Import-Module "$PSScriptRoot/../../out/CalicoPolicy"
    $access = Import-PolicySnapshot "$PSScriptRoot/../../docs/examples/access" -Complete
}

Describe 'Test-PolicyTierAccess' {
    It 'finds the role that is for every tier' {
        $finding = Test-PolicyTierAccess -Snapshot $access
        $finding.RuleId | Should -Be 'CP6003'
        $finding.Name | Should -Be 'network-helpers'
        $finding.JsonPath | Should -Be '$.rules[1].resources'
        Test-PolicyTierAccess -Snapshot $access -Quiet | Should -BeFalse
    }

    It 'lists who may do what, and who may override whom' {
        $rows = Test-PolicyTierAccess -Snapshot $access -Access -Enforcement Aggregated
        $deployer = $rows | Where-Object Subject -EQ 'serviceaccount:shop/deployer'
        $deployer.Tier | Should -Be 'application'
        $deployer.Namespace | Should -Be 'shop'
        $deployer.Level | Should -Be 'Editor'
        $deployer.OverriddenBy | Should -Be 'group:helpdesk', 'group:secops'
        $rows[0].Tier | Should -Be 'security'
    }

    It 'tells that reading is not checked by tier for native kinds' {
        $rows = Test-PolicyTierAccess -Snapshot $access -Access
        ($rows | Where-Object Subject -EQ 'group:system:authenticated').Level | Select-Object -Unique | Should -Be 'Reader'
    }

    It 'judges roles from the pipeline' {
        New-PolicyTierRole application Admin -Subject shop | Test-PolicyTierAccess | Select-Object -ExpandProperty RuleId | Should -Be 'CP6001'
        New-PolicyTierRole application Editor -Subject shop | Test-PolicyTierAccess -Complete -Quiet | Should -BeTrue
    }

    It 'does not pass what it has not seen' {
        New-PolicyTier security | Test-PolicyTierAccess -Quiet -WarningAction SilentlyContinue | Should -BeFalse
        { Test-PolicyTierAccess -Snapshot $access -FailOn High } | Should -Throw -ErrorId 'PolicyFindingFound*'
        { Test-PolicyTierAccess -Snapshot $access -Access -Quiet } | Should -Throw -ErrorId 'AccessIsNoJudgement*'
    }
}
