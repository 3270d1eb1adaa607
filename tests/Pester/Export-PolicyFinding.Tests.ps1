BeforeAll {
    Import-Module "$PSScriptRoot/../../out/CalicoPolicy"
    $findings = Import-Policy "$PSScriptRoot/../../docs/examples/best-practices/*.yaml" | Test-PolicyEfficiency
}

Describe 'Export-PolicyFinding' {
    It 'writes SARIF that holds each finding' {
        $findings | Export-PolicyFinding $TestDrive/found.sarif -PassThru | Should -BeOfType ([System.IO.FileInfo])
        $run = (Get-Content $TestDrive/found.sarif -Raw | ConvertFrom-Json).runs[0]
        $run.tool.driver.name | Should -Be 'CalicoPolicy'
        $run.results.Count | Should -Be $findings.Count
        $run.results[0].partialFingerprints.'calicoPolicy/v1' | Should -Be $findings[0].Fingerprint
    }

    It 'names files from the root' {
        $findings | Export-PolicyFinding $TestDrive/found.sarif -Root "$PSScriptRoot/../../docs"
        $run = (Get-Content $TestDrive/found.sarif -Raw | ConvertFrom-Json).runs[0]
        $run.results[0].locations[0].physicalLocation.artifactLocation.uri | Should -BeLike 'examples/best-practices/*.yaml'
    }

    It 'writes what Test-PolicyEfficiency takes as a baseline' {
        $findings | Export-PolicyFinding $TestDrive/known.sarif
        Import-Policy "$PSScriptRoot/../../docs/examples/best-practices/*.yaml" | Test-PolicyEfficiency -Baseline $TestDrive/known.sarif |
            Should -BeNullOrEmpty
    }

    It 'gives annotations and a summary as lines' {
        ($findings | Export-PolicyFinding -Format GitHub).Count | Should -Be $findings.Count
        $findings | Export-PolicyFinding -Format Markdown | Select-Object -First 1 | Should -BeLike '### Network policy: *'
    }

    It 'writes JUnit' {
        $findings | Export-PolicyFinding $TestDrive/found.xml JUnit
        ([xml](Get-Content $TestDrive/found.xml -Raw)).testsuites.tests | Should -Be $findings.Count
    }

    It 'does what docs/ci.md says' {
        $blocks = [regex]::Matches((Get-Content "$PSScriptRoot/../../docs/ci.md" -Raw), '(?s)```powershell\r?\n(.*?)```').ForEach({ $_.Groups[1].Value })
        $check, $writeBaseline = $blocks.ForEach({ [scriptblock]::Create($_.Replace('Import-Module CalicoPolicy', '')) })
        $actions, $env:GITHUB_ACTIONS = $env:GITHUB_ACTIONS, ''
        $null = New-Item $TestDrive/repository -ItemType Directory
        Copy-Item "$PSScriptRoot/../../docs/examples/policies" $TestDrive/repository -Recurse
        Push-Location $TestDrive/repository
        try {
            { & $check } | Should -Throw -ErrorId 'PolicyFindingFound,*'
            (Get-Content ./policy-findings.sarif -Raw | ConvertFrom-Json).runs[0].results.Count | Should -BeGreaterThan 1
            & $writeBaseline
            & $check -Format JUnit -Report ./findings.xml
            ([xml](Get-Content ./findings.xml -Raw)).testsuites.failures | Should -Be 0
        }
        finally {
            Pop-Location
            $env:GITHUB_ACTIONS = $actions
        }
    }

    It 'keeps a file with -NoClobber' {
        Set-Content $TestDrive/older.sarif older
        $findings | Export-PolicyFinding $TestDrive/older.sarif -NoClobber -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem.FullyQualifiedErrorId | Should -BeLike 'FileExists,*'
        Get-Content $TestDrive/older.sarif | Should -Be 'older'
    }
}
