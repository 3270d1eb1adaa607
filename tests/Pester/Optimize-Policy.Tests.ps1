BeforeAll {
    Import-Module "$PSScriptRoot/../../out/CalicoPolicy"
    $examples = "$PSScriptRoot/../../docs/examples"
    $shop = Import-PolicySnapshot "$examples/shop" -Recurse -Complete
}

Describe 'Optimize-Policy' {
    It 'splits a global policy and says how it is known to mean the same' {
        $made = Import-Policy "$examples/best-practices/inefficient-global-policy.yaml" | Optimize-Policy -Snapshot $shop
        $made.Count | Should -BeGreaterThan 3
        $made.Equivalence | Should -Not -Contain 'Changed'
        $made[0].RenderedAfter | Should -BeLessThan $made[0].RenderedBefore
        $made[1].Rewrites | Should -Contain 'SplitGlobal'
    }

    It 'leaves one document of merged policies, and nothing to find the second time' {
        $folder = "$TestDrive/policies"
        New-Item $folder -ItemType Directory
        foreach ($ns in 'a', 'b', 'c') {
            New-NetworkPolicy allow-edge -Namespace $ns -Selector "app == 'web'" -Ingress (New-PolicyRule Allow TCP -Source @{ Net = '10.0.0.0/8' }) |
                Export-Policy "$folder/$ns.yaml"
        }
        Import-Policy $folder | Optimize-Policy | Export-Policy -Layout Source
        (Get-ChildItem $folder).Name | Should -Be 'a.yaml'
        $made = Import-Policy $folder
        $made.Kind | Should -Be 'GlobalNetworkPolicy'
        ($made | Optimize-Policy).Rewrites | Should -BeNullOrEmpty
    }

    It 'does what changes something only where it is allowed, and names who loses' {
        $rule = New-PolicyRule Allow TCP -Source "app == 'orders'" -Destination "app == 'payments'"
        $policy = New-GlobalNetworkPolicy open -Selector 'all()' -Ingress $rule
        $made = $policy | Optimize-Policy -Snapshot "$examples/shop/workloads" -Complete -Rewrite PushDownSelector -WarningVariable warnings -WarningAction SilentlyContinue
        $made.Selector | Should -Be 'all()'
        $warnings | Should -HaveCount 1
        $made = $policy | Optimize-Policy -Snapshot "$examples/shop/workloads" -Complete -Rewrite PushDownSelector -AllowChange
        $made.Selector | Should -Be "app == 'payments'"
        $made.Equivalence | Should -Be 'Changed'
        $made.Changes.Count | Should -BeGreaterThan 0
    }

    It 'completes the names of rewrites' {
        (TabExpansion2 'Optimize-Policy -Rewrite Merge').CompletionMatches.CompletionText | Should -Be 'MergeRules', 'MergePolicies'
    }
}
