BeforeAll {
    Import-Module "$PSScriptRoot/../../out/CalicoPolicy"
}

Describe 'New-PolicyRule' {
    It 'takes a peer as text, hashtable or object' -ForEach @(
        @{ Peer = "app == 'a'" }
        @{ Peer = @{ Selector = "app == 'a'" } }
    ) {
        (New-PolicyRule Allow TCP -Source $Peer).Source | Should -Be (New-PolicyPeer "app == 'a'")
    }

    It 'shows a readable table' {
        New-PolicyRule Allow TCP -Source "app == 'a'" -Destination @{ Port = 8443 } | Out-String | Should -Match "Allow\s+TCP\s+app == 'a'\s+ports 8443"
    }

    It 'lists the keys of a peer when one is misspelled' {
        { New-PolicyRule Allow -Source @{ Slector = 'all()' } } | Should -Throw "*'Slector'*ServiceAccountSelector*"
    }

    It 'refuses what no policy could have' {
        $rule = New-PolicyRule Allow -Destination @{ Port = 80 } -ErrorAction SilentlyContinue -ErrorVariable problem
        $rule | Should -BeNullOrEmpty
        $problem.FullyQualifiedErrorId | Should -BeLike 'InvalidResource,*'
    }

    It 'completes protocols' {
        (TabExpansion2 'New-PolicyRule Allow ic' 23).CompletionMatches.CompletionText | Should -Be 'ICMP', 'ICMPv6'
    }
}
