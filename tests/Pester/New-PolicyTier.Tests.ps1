BeforeAll {
    Import-Module "$PSScriptRoot/../../out/CalicoPolicy"
}

Describe 'New-PolicyTier' {
    It 'makes a tier that a table shows' {
        $tier = New-PolicyTier security 100 -DefaultAction Pass
        $tier.Kind | Should -Be 'Tier'
        $tier.Order | Should -Be 100
        $tier.DefaultAction | Should -Be 'Pass'
        $tier | Out-String | Should -Match 'Tier\s+security\s+100'
    }

    It 'makes several tiers that sort by their order' {
        $tiers = (New-PolicyTier application 300), (New-PolicyTier security 100), (New-PolicyTier platform 200)
        ($tiers | Sort-Object Order).Name | Should -Be 'security', 'platform', 'application'
    }

    It 'refuses an action that is none' {
        { New-PolicyTier security -DefaultAction Allow } | Should -Throw '*Deny, Pass*'
    }

    It 'has help with examples' {
        (Get-Help New-PolicyTier -Full).Synopsis | Should -Be 'Makes a tier.'
        @((Get-Help New-PolicyTier -Full).examples.example).Count | Should -BeGreaterOrEqual 2
    }
}
