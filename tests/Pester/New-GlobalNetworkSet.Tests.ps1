BeforeAll {
    Import-Module "$PSScriptRoot/../../out/CalicoPolicy"
}

Describe 'New-GlobalNetworkSet' {
    It 'makes one set of all piped addresses, each once' {
        $set = '203.0.113.0/24', '198.51.100.0/28', '203.0.113.0/24' | New-GlobalNetworkSet feeds -Label @{ threatfeed = 'feodo' }
        @($set).Count | Should -Be 1
        $set.Nets.Count | Should -Be 2
        $set.Namespace | Should -BeNullOrEmpty
    }

    It 'takes domains' {
        (New-GlobalNetworkSet rates -Domain rates.example.com, '*.example.org').AllowedEgressDomains | Should -Be 'rates.example.com', '*.example.org'
    }

    It 'is seen by a namespaced rule with global() only' {
        $set = New-GlobalNetworkSet edges -Net 192.0.2.0/24 -Label @{ edge = 'true' }
        $policy = { param($peer) New-NetworkPolicy web shop -Selector "app == 'web'" -Ingress (New-PolicyRule Allow TCP -Source $peer -Destination @{ Port = 443 }) }
        $set, (& $policy "edge == 'true'") | Test-Policy | ForEach-Object RuleId | Should -Be 'CP3002'
        $set, (& $policy @{ Selector = "edge == 'true'"; NamespaceSelector = 'global()' }) | Test-Policy | Should -BeNullOrEmpty
    }
}
