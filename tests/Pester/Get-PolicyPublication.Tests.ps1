BeforeAll {
    Import-Module "$PSScriptRoot/../../out/CalicoPolicy"
    $old = $env:XDG_STATE_HOME
}

Describe 'Get-PolicyPublication' {
    It 'gives nothing where nothing was published' {
        try {
            $env:XDG_STATE_HOME = "$TestDrive"
            Get-PolicyPublication | Should -BeNullOrEmpty
            Get-PolicyPublication -Last | Should -BeNullOrEmpty
        }
        finally {
            $env:XDG_STATE_HOME = $old
        }
    }

    It 'names what is damaged' -Skip:($IsWindows -or $IsMacOS) {
        $folder = New-Item "$TestDrive/calicopolicy/publications/20260101T000000Z-0123abcd" -ItemType Directory -Force
        Set-Content "$folder/publication.json" '{"version": "1"}'
        try {
            $env:XDG_STATE_HOME = "$TestDrive"
            Get-PolicyPublication -ErrorAction SilentlyContinue -ErrorVariable failed | Should -BeNullOrEmpty
        }
        finally {
            $env:XDG_STATE_HOME = $old
        }

        $failed[0].FullyQualifiedErrorId | Should -Match '^JournalDamaged'
    }
}
