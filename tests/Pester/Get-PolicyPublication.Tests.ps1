BeforeAll {
    Import-Module "$PSScriptRoot/../../out/CalicoPolicy"
}

Describe 'Get-PolicyPublication' {
    BeforeEach {
        $old = $env:XDG_STATE_HOME
        $env:XDG_STATE_HOME = "$TestDrive"
        Remove-Item "$TestDrive/calicopolicy" -Recurse -ErrorAction Ignore
    }

    AfterEach { $env:XDG_STATE_HOME = $old }

    It 'gives nothing where nothing was published' {
        Get-PolicyPublication | Should -BeNullOrEmpty
        Get-PolicyPublication -Last | Should -BeNullOrEmpty
    }

    It 'names what is damaged' -Skip:$IsWindows {
        $folder = New-Item "$TestDrive/calicopolicy/publications/20260101T000000Z-0123abcd" -ItemType Directory -Force
        Set-Content "$folder/publication.json" '{"version": "1"}'
        Get-PolicyPublication -ErrorAction SilentlyContinue -ErrorVariable failed | Should -BeNullOrEmpty
        $failed[0].FullyQualifiedErrorId | Should -Match '^JournalDamaged'
    }
}
