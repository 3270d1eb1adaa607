BeforeAll {
    Import-Module "$PSScriptRoot/../../out/CalicoPolicy"
}

Describe 'ConvertFrom-PolicyYaml' {
    It 'reads lines from the pipeline' {
        Set-Content TestDrive:/tier.yaml 'apiVersion: projectcalico.org/v3', 'kind: Tier', 'metadata:', '  name: a', '---', 'apiVersion: projectcalico.org/v3', 'kind: Tier', 'metadata: {name: b}'
        (Get-Content TestDrive:/tier.yaml | ConvertFrom-PolicyYaml).Name | Should -Be 'a', 'b'
        (Get-Content TestDrive:/tier.yaml -Raw | ConvertFrom-PolicyYaml).Name | Should -Be 'a', 'b'
    }

    It 'reads the JSON that ConvertTo-Json makes' {
        $tier = @{ apiVersion = 'projectcalico.org/v3'; kind = 'Tier'; metadata = @{ name = 'a' }; spec = @{ order = 5 } }
        ($tier | ConvertTo-Json | ConvertFrom-PolicyYaml).Order | Should -Be 5
    }

    It 'says where a text is wrong' {
        { 'a: [' | ConvertFrom-PolicyYaml -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidSyntax,*'
    }
}
