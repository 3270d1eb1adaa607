BeforeAll {
    Import-Module "$PSScriptRoot/../../out/CalicoPolicy"
    $examples = "$PSScriptRoot/../../docs/examples/policies"
}

Describe 'Export-Policy' {
    It 'writes a file to a drive of the session' {
        New-PolicyTier a | Export-Policy TestDrive:/a.yaml -PassThru | Should -BeOfType ([System.IO.FileInfo])
        (Import-Policy TestDrive:/a.yaml).Name | Should -Be 'a'
    }

    It 'spreads a folder by tier and loses nothing' {
        $all = Import-Policy $examples -Recurse
        $all | Export-Policy $TestDrive/tiers ByTier
        (Get-ChildItem $TestDrive/tiers).Name | Sort-Object | Should -Be '_sets.yaml', 'application.yaml', 'platform.yaml', 'security.yaml'
        (Import-Policy $TestDrive/tiers | ConvertTo-PolicyYaml).Length | Should -Be ($all | ConvertTo-PolicyYaml).Length
    }

    It 'changes documents where they stand' {
        Copy-Item $examples/shop $TestDrive -Recurse
        $other = Get-Content $TestDrive/shop/payments.yaml -Raw
        Import-Policy $TestDrive/shop | Where-Object Name -eq application.orders | Add-PolicyRule Ingress (New-PolicyRule Log) -Index 0 | Export-Policy -Layout Source
        (Import-Policy $TestDrive/shop/orders.yaml).Ingress[0].Action | Should -Be 'Log'
        Get-Content $TestDrive/shop/payments.yaml -Raw | Should -Be $other
    }

    It 'writes nothing with -WhatIf' {
        New-PolicyTier a | Export-Policy $TestDrive/whatif.yaml -WhatIf
        Test-Path $TestDrive/whatif.yaml | Should -BeFalse
    }

    It 'keeps comments unless it is forced' {
        Set-Content $TestDrive/c.yaml '# why', 'apiVersion: projectcalico.org/v3', 'kind: Tier', 'metadata: {name: a}'
        New-PolicyTier b | Export-Policy $TestDrive/c.yaml -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem.FullyQualifiedErrorId | Should -BeLike 'CommentsWouldBeLost,*'
        Get-Content $TestDrive/c.yaml -TotalCount 1 | Should -Be '# why'
        New-PolicyTier b | Export-Policy $TestDrive/c.yaml -Force
        (Import-Policy $TestDrive/c.yaml).Name | Should -Be 'b'
    }
}
