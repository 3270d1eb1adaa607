BeforeAll {
    Import-Module "$PSScriptRoot/../../out/CalicoPolicy"
    $examples = "$PSScriptRoot/../../docs/examples/policies"
}

Describe 'Import-Policy' {
    It 'reads a folder and groups by kind' {
        $resources = Import-Policy $examples -Recurse
        ($resources | Group-Object Kind -AsHashTable).Keys | Sort-Object | Should -Be 'GlobalNetworkSet', 'NetworkPolicy', 'NetworkSet', 'Tier'
    }

    It 'reads what Get-ChildItem gives' {
        (Get-ChildItem $examples -Recurse -Filter *.yaml | Import-Policy).Count | Should -Be (Import-Policy $examples -Recurse).Count
    }

    It 'knows file and line' {
        $policy = Import-Policy $examples/shop/payments.yaml
        $policy.Location.File | Should -Be (Resolve-Path $examples/shop/payments.yaml).ProviderPath
        $policy.Location.Line | Should -Be 2
    }

    It 'reads drives of the session' {
        Set-Content TestDrive:/tier.yaml "apiVersion: projectcalico.org/v3`nkind: Tier`nmetadata:`n  name: a`n"
        (Import-Policy TestDrive:/tier.yaml).Name | Should -Be 'a'
    }

    It 'reads files with brackets in their names' {
        $path = Join-Path $TestDrive 'a[1].yaml'
        Set-Content -LiteralPath $path "apiVersion: projectcalico.org/v3`nkind: Tier`nmetadata:`n  name: a`n"
        (Import-Policy -LiteralPath $path).Name | Should -Be 'a'
        (Get-Item -LiteralPath $path | Import-Policy).Name | Should -Be 'a'
    }

    It 'reports what it cannot read and goes on' {
        Set-Content TestDrive:/bad.yaml 'a: ['
        $read = Import-Policy $TestDrive/missing.yaml, $TestDrive/bad.yaml, $examples/tiers.yaml -ErrorAction SilentlyContinue -ErrorVariable problems
        $read.Count | Should -Be 3
        $problems.ForEach({ $_.FullyQualifiedErrorId.Split(',')[0] }) | Should -Be 'PathNotFound', 'InvalidSyntax'
        "$($problems[1])" | Should -Match 'bad\.yaml:\d+:\d+: '
    }

    It 'shows several kinds in one table' {
        $text = Import-Policy $examples -Recurse | Out-String
        ([regex]::Matches($text, 'Namespace')).Count | Should -Be 1
    }
}
