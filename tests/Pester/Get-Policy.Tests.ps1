BeforeAll {
    Import-Module "$PSScriptRoot/../../out/CalicoPolicy"
}

Describe 'Get-Policy' {
    It 'says what is wrong where the cluster does not answer' -Skip:(-not (Get-Command kubectl -ErrorAction Ignore)) {
        Set-Content TestDrive:/config @'
apiVersion: v1
kind: Config
clusters: [{name: c, cluster: {server: 'https://127.0.0.1:9'}}]
users: [{name: u, user: {token: t}}]
contexts: [{name: gone, context: {cluster: c, user: u}}]
current-context: gone
'@
        Get-Policy -KubeConfig TestDrive:/config -Timeout 20 -ErrorAction SilentlyContinue -ErrorVariable failed | Should -BeNullOrEmpty
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'ServerUnreachable,*'
        $failed[0].TargetObject | Should -Be 'gone'
    }

    It 'lists only kinds that it knows' {
        { Get-Policy -Kind Pod } | Should -Throw -ErrorId 'KindNotListed,*'
        { Get-Policy -Kind Tier -Staged } | Should -Throw -ErrorId 'KindNotListed,*'
    }
}
