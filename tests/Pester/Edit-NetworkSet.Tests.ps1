BeforeAll {
    Import-Module "$PSScriptRoot/../../out/CalicoPolicy"
}

Describe 'Edit-NetworkSet' {
    It 'adds and removes by value and leaves the given set alone' {
        $set = New-NetworkSet s -Net 10.0.0.0/8, 192.0.2.0/24
        $changed = $set | Edit-NetworkSet -AddNet 203.0.113.0/24 -RemoveNet 10.1.2.3/8
        $changed.Nets | Should -Be '192.0.2.0/24', '203.0.113.0/24'
        $set.Nets | Should -Be '10.0.0.0/8', '192.0.2.0/24'
    }

    It 'warns of an address that a larger block still holds' {
        $set = New-NetworkSet s -Net 10.0.0.0/8
        $null = $set | Edit-NetworkSet -RemoveNet 10.1.1.1 -WarningVariable told -WarningAction SilentlyContinue
        "$told" | Should -BeLike '*stays covered by 10.0.0.0/8*'
    }

    It 'writes a set of a file back to its place, in parts where it is too large' {
        Set-Content TestDrive:/feed.txt (0..9 | ForEach-Object { "10.0.0.$(2 * $_)" })
        New-GlobalNetworkSet feed -Label @{ feed = 'x' } | Export-Policy TestDrive:/set.yaml
        Import-Policy TestDrive:/set.yaml | Edit-NetworkSet -Path TestDrive:/feed.txt -MaxMember 4 | Export-Policy -Layout Source
        $sets = Import-Policy TestDrive:/set.yaml
        $sets.Name | Should -Be 'feed', 'feed-2', 'feed-3'
        $sets.Nets.Count | Should -Be 10
        $sets.ForEach{ $_.Labels.feed } | Should -Be 'x', 'x', 'x'
    }

    It 'removes a label that is given as null' {
        $set = New-NetworkSet s -Label @{ a = 1; b = 2 } | Edit-NetworkSet -Label @{ a = $null }
        $set.Labels.Keys | Should -Be 'b'
    }
}
