; columns-chains.asm: the chains that the streams of columns run through, made once at the start.

CHAIN_SEGMENT:  equ 12          ; elements of a segment
SEGMENT_PAIRS:  equ CHAIN_SEGMENT/2
STUB_BYTES:     equ 4
STUBS_BYTES:    equ SEGMENT_PAIRS*STUB_BYTES
ENDING_BYTES:   equ 7
POP_BC:         equ 0C1h        ; opcodes of a stub
JUMP:           equ 0C3h

; A chain's description:
CHAIN_TEMPLATE: equ 0           ; dw: a segment
CHAIN_BYTES:    equ 2           ; db: its length
CHAIN_PAIR:     equ 3           ; db: from one pair of elements to the next
CHAIN_HALF:     equ 4           ; db: from a pair to its second element
CHAIN_SEGMENTS: equ 5           ; db
CHAIN_AT:       equ 6           ; dw: where the chain goes
CHAIN_LAST:     equ 8           ; dw: (elements + 1) words of entries, the last of them
CHAIN_STUBS:    equ 10          ; dw
CHAIN_ENDING:   equ 12          ; dw: what stands behind the last segment
CHAIN_ENTRY:    equ 14          ; bytes of a description
CHAINS:         equ 4

chain_table:
        dw add_segment
        db ADD_SEGMENT_BYTES,13,7,ADD_SEGMENTS
        dw ADD_CHAIN,SUB_ENTRIES-2,ADD_STUBS,list_done
        dw sub_segment
        db SUB_SEGMENT_BYTES,13,7,SUB_SEGMENTS
        dw SUB_CHAIN,INC_ENTRIES-2,SUB_STUBS,column_done
        dw inc_segment
        db INC_SEGMENT_BYTES,5,3,INC_SEGMENTS
        dw INC_CHAIN,DEC_ENTRIES-2,INC_STUBS,list_done
        dw dec_segment
        db DEC_SEGMENT_BYTES,5,3,DEC_SEGMENTS
        dw DEC_CHAIN,DEC_ENTRIES+2*CHAIN_SEGMENT*DEC_SEGMENTS,DEC_STUBS,column_done

; build_chains: makes every chain, its table of entries and its stubs.
; Destroys: AF, BC, DE, HL, IX, IY
build_chains:
        ld ix,chain_table
        ld a,CHAINS
build_next:
        push af
        call build_chain
        ld bc,CHAIN_ENTRY
        add ix,bc
        pop af
        dec a
        jr nz,build_next
        ret

; build_chain: copies a segment as often as the chain needs it.
;
; A list of n indices enters n elements before the chain's end: in front of a pair's `pop bc` if n is even,
; else by way of a stub that pops the first index, the second byte of its word, and enters between the two.
; In:       IX -> description
; Destroys: AF, BC, DE, HL, IY
build_chain:
        ld l,(ix+CHAIN_LAST)
        ld h,(ix+CHAIN_LAST+1)
        push hl
        pop iy
        ld e,(ix+CHAIN_AT)
        ld d,(ix+CHAIN_AT+1)
        ld l,(ix+CHAIN_STUBS)
        ld h,(ix+CHAIN_STUBS+1)
        ld b,(ix+CHAIN_SEGMENTS)
build_segment:
        push bc
        push de
        ld b,SEGMENT_PAIRS
build_pair:
        push bc
        ld (iy+0),e
        ld (iy+1),d
        ld (iy-2),l
        ld (iy-1),h
        ld bc,-4
        add iy,bc
        ld (hl),POP_BC
        inc hl
        ld (hl),JUMP
        inc hl
        push hl
        ld l,(ix+CHAIN_HALF)
        ld h,0
        add hl,de
        ld b,h
        ld c,l
        ld l,(ix+CHAIN_PAIR)
        ld h,0
        add hl,de
        ex de,hl
        pop hl
        ld (hl),c
        inc hl
        ld (hl),b
        inc hl
        pop bc
        djnz build_pair
        pop de
        push hl
        ld l,(ix+CHAIN_TEMPLATE)
        ld h,(ix+CHAIN_TEMPLATE+1)
        ld c,(ix+CHAIN_BYTES)
        ldir                    ; B is 0
        pop hl
        pop bc
        djnz build_segment
        ld (iy+0),e             ; no indices at all
        ld (iy+1),d
        ld l,(ix+CHAIN_ENDING)
        ld h,(ix+CHAIN_ENDING+1)
        ld bc,ENDING_BYTES
        ldir
        ret

; inc_segment, dec_segment: layer 1's context adds one count at a time, in bytes: 20 T-states an element.
; In:       H = page of sums, SP -> indices
; Destroys: F, BC, L
inc_segment:
        pop bc
        ld l,c
        inc (hl)
        ld l,b
        inc (hl)
        pop bc
        ld l,c
        inc (hl)
        ld l,b
        inc (hl)
        pop bc
        ld l,c
        inc (hl)
        ld l,b
        inc (hl)
        pop bc
        ld l,c
        inc (hl)
        ld l,b
        inc (hl)
        pop bc
        ld l,c
        inc (hl)
        ld l,b
        inc (hl)
        pop bc
        ld l,c
        inc (hl)
        ld l,b
        inc (hl)
INC_SEGMENT_BYTES: equ $-inc_segment

dec_segment:
        pop bc
        ld l,c
        dec (hl)
        ld l,b
        dec (hl)
        pop bc
        ld l,c
        dec (hl)
        ld l,b
        dec (hl)
        pop bc
        ld l,c
        dec (hl)
        ld l,b
        dec (hl)
        pop bc
        ld l,c
        dec (hl)
        ld l,b
        dec (hl)
        pop bc
        ld l,c
        dec (hl)
        ld l,b
        dec (hl)
        pop bc
        ld l,c
        dec (hl)
        ld l,b
        dec (hl)
DEC_SEGMENT_BYTES: equ $-dec_segment

; column_done: behind the chains of subtractions, which end each column.
; In:       IX = where to go on, with the other register set
column_done:
        ld sp,INTERRUPT_STACK
column_enable:
        ei                      ; nop if the machine runs without interrupts
        exx
        jp (ix)

; list_done: behind the chains of additions: on to the stream's next word.
list_done:
        ret
