; columns/runs.asm: runs, the words of the code in which the file has the weights.
;
; Most weights are 0, so two bits for each would be more than they need. Instead, a byte of the file stands for a run of
; weights: short if they aren't zero, long if they are (a Tunstall code, src/build/runs.ts). 256 runs make a tree: a path from
; its root is a run, and at each inner node it goes on in four ways: with a weight of +1, -1, -2 or 0. Each group of
; columns has its own tree, in start_bits, in preorder: a 1 for an inner node, a 0 for a leaf. The byte is the leaf's number. A
; column is read from its last accumulator to its first, and its last run may be too long: what is beyond is 0.
;
; make_runs writes a piece of code for each run, which appends the indices of these weights to the column's three lists. The
; run of 0, -1, 0, +1, 0, say, becomes
;
;       exx
;       sub 1                   A = index
;       ld (bc),a               a weight of -1
;       inc bc
;       sub 2
;       ld (de),a               a weight of +1
;       inc de
;       sub 2
;       jp next_run             carry: that was the column's last run
;
; So no weight is ever looked at: reading one that isn't 0 takes 13 to 20 T-states, and a run 90 besides.

EXCHANGE_SETS:  equ 0D9h        ; opcodes: exx
SUBTRACT:       equ 0D6h        ; sub n

; make_runs: makes the code of all runs in a group's tree.
; Destroys: AF, BC, DE, HL
make_runs:
        ld hl,RUN_TABLE
        ld (run_number),hl
        ld hl,RUNS
        ld (run_at),hl
        ld hl,RUN_PATH
        ld (hl),EXCHANGE_SETS
        ex de,hl
        inc de
        ld b,0

; make_node: makes the runs below a node.
; In:       B = weights of its path that A doesn't count yet; DE -> end of the path's code
; Destroys: AF, BC, DE, HL
make_node:
        call next_bit
        jr nc,make_leaf
        ld hl,run_writes
make_child:                     ; the path goes on with +1, with -1, with -2
        push hl
        push de
        push bc
        ld a,b
        or a
        jr z,make_write
        ld a,SUBTRACT
        ld (de),a
        inc de
        ld a,b
        ld (de),a
        inc de
make_write:
        ldi
        ldi
        ld b,1
        call make_node
        pop bc
        pop de
        pop hl
        inc hl
        inc hl
        ld a,l
        cp 255&(run_writes_end)
        jr nz,make_child
        inc b                   ; and with 0
        jr make_node
make_leaf:
        ld a,b
        ld (run_end+1),a
        ld hl,65535&(-RUN_PATH)
        add hl,de
        ld b,h
        ld c,l
        ld de,(run_at)
        ld hl,(run_number)
        ld (hl),e
        inc h
        ld (hl),d
        dec h
        inc l
        ld (run_number),hl
        ld hl,RUN_PATH
        ldir
        ld hl,run_end
        ld c,RUN_END_BYTES
        ldir
        ld (run_at),de
        ret

; What a run's code is made of:
run_writes:
        ld (de),a
        inc de
        ld (bc),a
        inc bc
        ld (hl),a
        inc hl
run_writes_end:
run_end:
        sub 0
        jp next_run
RUN_END_BYTES:  equ $-run_end
RUN_STEP_BYTES: equ 2           ; sub n
RUN_WRITE_BYTES: equ (run_writes_end-run_writes)/3
RUNS_BYTES:     equ RUN_LEAVES*(1+RUN_END_BYTES)+RUN_WRITES*RUN_WRITE_BYTES+RUN_STEPS*RUN_STEP_BYTES
