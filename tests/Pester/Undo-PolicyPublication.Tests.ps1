BeforeAll {
    Import-Module "$PSScriptRoot/../../out/CalicoPolicy"
}

Describe 'Undo-PolicyPublication' {
    It 'names a publication that is not there' {
        Undo-PolicyPublication 20200101T000000Z-00000000 -Confirm:$false -ErrorAction SilentlyContinue -ErrorVariable failed | Should -BeNullOrEmpty
        $failed[0].FullyQualifiedErrorId | Should -Match '^PublicationNotFound'
        $failed[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
    }

    It 'takes no path for an id' {
        Undo-PolicyPublication ../../etc -Confirm:$false -ErrorAction SilentlyContinue -ErrorVariable failed | Should -BeNullOrEmpty
        $failed[0].FullyQualifiedErrorId | Should -Match '^PublicationNotFound'
    }
}
