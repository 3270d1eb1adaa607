BeforeAll {
    Import-Module "$PSScriptRoot/../../out/CalicoPolicy"
}

Describe 'New-DefaultDenyPolicy' {
    It 'is staged and global, leaves the system out and lets pods ask for names' {
        $policy = New-DefaultDenyPolicy -ExcludeNamespace team-*
        $policy.Kind | Should -Be 'StagedGlobalNetworkPolicy'
        $policy.Tier | Should -Be 'default'
        $policy.NamespaceSelector | Should -BeLike "has(projectcalico.org/name) && *'kube-system'*starts with 'team-'*"
        $policy.Egress.Count | Should -Be 2
        $policy.Ingress.Count | Should -Be 0
    }

    It 'is enforced, or of one namespace, on demand' {
        (New-DefaultDenyPolicy -Enforced).Kind | Should -Be 'GlobalNetworkPolicy'
        (New-DefaultDenyPolicy shop).Kind | Should -Be 'StagedNetworkPolicy'
        (New-DefaultDenyPolicy shop -Enforced -DnsMode None).Egress.Count | Should -Be 0
    }

    It 'needs the address of the DNS service for NodeLocal DNSCache' {
        { New-DefaultDenyPolicy -DnsMode NodeLocal -ErrorAction Stop } | Should -Throw -ErrorId 'DnsAddressMismatch,*'
        $policy = New-DefaultDenyPolicy -DnsMode NodeLocal -DnsIP 10.96.0.10
        $policy.Egress[0].Destination.Nets | Should -Be '169.254.20.10/32', '10.96.0.10/32'
    }

    It 'allows names where the snapshot asks for them' {
        Set-Content TestDrive:/dns.yaml @'
apiVersion: v1
kind: Service
metadata: {name: dns-default, namespace: openshift-dns}
spec: {selector: {dns: default}, ports: [{name: dns, port: 53, protocol: UDP, targetPort: 5353}]}
'@
        (New-DefaultDenyPolicy -Snapshot TestDrive:/dns.yaml).Egress[0].Destination.Services.Name | Should -Be 'dns-default'
        { New-DefaultDenyPolicy -Snapshot TestDrive:/dns.yaml -DnsMode KubeDns -ErrorAction Stop } | Should -Throw -ErrorId 'DnsContradiction,*'
    }
}
