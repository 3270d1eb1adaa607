BeforeAll {
    Import-Module "$PSScriptRoot/../../out/CalicoPolicy"
}

Describe 'New-PolicyTierRole' {
    It 'makes a role and its binding' {
        $objects = New-PolicyTierRole security Editor -Subject group:secops, user:jane
        $objects.Kind | Should -Be 'ClusterRole', 'ClusterRoleBinding'
        $objects.Name | Select-Object -Unique | Should -Be 'tier-security-editor'
        $objects[1].Subjects.Name | Should -Be 'secops', 'jane'
    }

    It 'gives get on the tier and the verbs under its name' {
        $rules = (New-PolicyTierRole security Reader).Rules
        $rules[0].ResourceNames | Should -Be 'security'
        $rules[0].Verbs | Should -Be 'get'
        $rules[1].ResourceNames | Should -Be 'security.*'
        $rules[1].Resources | Should -Contain 'tier.globalnetworkpolicies'
        $rules[1].Resources | Should -Not -Contain 'networkpolicies'
    }

    It 'keeps the rights on policies in the namespaces' {
        $objects = New-PolicyTierRole application Editor -Namespace shop, pay -Subject sa:ci/deployer
        ($objects | Where-Object Kind -EQ Role).Namespace | Should -Be 'shop', 'pay'
        ($objects | Where-Object Kind -EQ Role)[0].Rules.Resources | Should -Not -Contain 'tier.globalnetworkpolicies'
        ($objects | Where-Object Kind -EQ ClusterRoleBinding).Count | Should -Be 2
    }

    It 'takes tiers from the pipeline' {
        (New-PolicyTier security 100), (New-PolicyTier platform 200) | New-PolicyTierRole -Role Viewer |
            Select-Object -ExpandProperty Name | Should -Be 'tier-security-viewer', 'tier-platform-viewer'
    }

    It 'names the plain resources only for Calico''s own API server, with a warning' {
        $role = New-PolicyTierRole security Editor -Enforcement Aggregated -WarningVariable warnings -WarningAction SilentlyContinue
        $role.Rules[2].Resources | Should -Contain 'networkpolicies'
        $warnings.Count | Should -Be 1
    }

    It 'can be exported' {
        New-PolicyTierRole security Viewer -Subject netops | Export-Policy -Path "$TestDrive/roles.yaml"
        (Import-Policy "$TestDrive/roles.yaml").Kind | Should -Be 'ClusterRole', 'ClusterRoleBinding'
    }

    It 'refuses whom it does not understand' {
        { New-PolicyTierRole security Viewer -Subject oidc:netops } | Should -Throw '*group:oidc:netops*'
        { New-PolicyTierRole security Admin -Namespace shop -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidResource*'
    }
}
