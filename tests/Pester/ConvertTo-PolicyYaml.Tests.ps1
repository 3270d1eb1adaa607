BeforeAll {
    Import-Module "$PSScriptRoot/../../out/CalicoPolicy"
}

Describe 'ConvertTo-PolicyYaml' {
    It 'writes one stream for kubectl' {
        $yaml = (New-PolicyTier a), (New-PolicyTier b) | ConvertTo-PolicyYaml
        @($yaml).Count | Should -Be 1
        ($yaml -split '(?m)^---$').Count | Should -Be 2
    }

    It 'comes back as the same objects' {
        $policy = New-NetworkPolicy p shop -Annotation @{ a = 'yes'; b = '0755'; c = "two`nlines" } -Ingress (New-PolicyRule Allow TCP -Source 'has(x)')
        $policy | ConvertTo-PolicyYaml | ConvertFrom-PolicyYaml | Should -Be $policy
    }

    It 'can be saved with Set-Content and read again' {
        New-PolicyTier a 5 | ConvertTo-PolicyYaml | Set-Content TestDrive:/a.yaml -NoNewline
        (Import-Policy TestDrive:/a.yaml).Order | Should -Be 5
    }
}
