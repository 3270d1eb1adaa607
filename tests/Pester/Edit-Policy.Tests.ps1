BeforeAll {
    Import-Module "$PSScriptRoot/../../out/CalicoPolicy"
}

Describe 'Edit-Policy' {
    It 'changes the named fields and keeps the others' {
        $policy = New-GlobalNetworkPolicy a -Tier security -Order 5 -Selector 'has(x)'
        $edited = $policy | Edit-Policy -Order 7
        $edited.Order | Should -Be 7
        $edited.Tier | Should -Be 'security'
        $policy.Order | Should -Be 5
    }

    It 'removes what is empty' {
        $edited = New-NetworkPolicy a -Order 5 -Selector 'has(x)' | Edit-Policy -Order $null -Selector ''
        $edited.Order | Should -BeNullOrEmpty
        $edited.Selector | Should -BeNullOrEmpty
    }

    It 'merges labels' {
        $edited = New-NetworkPolicy a -Label @{ keep = '1'; go = '2' } | Edit-Policy -Label @{ go = $null; new = '3' }
        "$($edited.Labels)" | Should -Be 'keep=1,new=3'
    }

    It 'writes the changed line and no other' {
        $path = Join-Path $TestDrive 'p.yaml'
        "# why`nkind: NetworkPolicy`napiVersion: projectcalico.org/v3`nspec:`n  order: 1 # first`nmetadata: { name: p }" | Set-Content $path
        $before = Get-Content $path
        Import-Policy $path | Edit-Policy -Order 2 | Export-Policy -Layout Source
        Get-Content $path | Should -Be ($before -replace 'order: 1', 'order: 2')
    }

    It 'goes on after a kind without the field' {
        $out = (New-NetworkPolicy a), (New-GlobalNetworkPolicy b) |
            Edit-Policy -NamespaceSelector 'has(x)' -ErrorAction SilentlyContinue -ErrorVariable problem
        $out.Name | Should -Be 'b'
        $problem.FullyQualifiedErrorId | Should -BeLike 'FieldNotOfKind,*'
    }
}
