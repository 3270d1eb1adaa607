BeforeAll {
    Import-Module "$PSScriptRoot/../../out/CalicoPolicy"
}

Describe 'New-NetworkSet' {
    It 'takes the lines of a file from the pipeline' {
        Set-Content TestDrive:/ranges.txt '203.0.113.0/24', '198.51.100.7'
        $set = Get-Content TestDrive:/ranges.txt | New-NetworkSet partners -Namespace shop -Label @{ feed = 'partners' }
        $set.Namespace | Should -Be 'shop'
        $set.Nets | Should -Be '203.0.113.0/24', '198.51.100.7'
        $set.Labels.feed | Should -Be 'partners'
    }

    It 'reads files with comments, by wildcard' {
        Set-Content TestDrive:/a.txt '10.1.0.0/16 # one', '', '# none'
        Set-Content TestDrive:/b.txt '10.2.0.0/16'
        (New-NetworkSet s -Path "$TestDrive/?.txt").Nets | Should -Be '10.1.0.0/16', '10.2.0.0/16'
    }

    It 'makes nothing when a file is missing' {
        $set = New-NetworkSet s -Path "$TestDrive/missing.txt" -ErrorAction SilentlyContinue -ErrorVariable problem
        $set | Should -BeNullOrEmpty
        $problem.FullyQualifiedErrorId | Should -BeLike 'PathNotFound,*'
    }
}
