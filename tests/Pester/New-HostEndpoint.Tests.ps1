BeforeAll {
    Import-Module "$PSScriptRoot/../../out/CalicoPolicy"
}

Describe 'New-HostEndpoint' {
    It 'takes ports as text and as tables' {
        $endpoint = New-HostEndpoint h node-1 -InterfaceName eth0 -Port metrics:tcp:9100, @{ Name = 'dns'; Protocol = 'UDP'; Port = 53 }
        $endpoint.Kind | Should -Be 'HostEndpoint'
        $endpoint.Ports.ForEach{ "$($_.Name) $($_.Protocol) $($_.Port)" } | Should -Be 'metrics TCP 9100', 'dns UDP 53'
    }

    It 'refuses a port without a protocol and says how to write one' {
        { New-HostEndpoint h node-1 -InterfaceName eth0 -Port metrics:9100 } | Should -Throw '*name:protocol:number*'
    }

    It 'reads back as it was written' {
        $endpoint = New-HostEndpoint h node-1 -ExpectedIP 192.0.2.1 -Label @{ role = 'node' } -Profile projectcalico-default-allow
        $endpoint | ConvertTo-PolicyYaml | ConvertFrom-PolicyYaml | Should -Be $endpoint
    }
}
